namespace TaskRelay.Web.Operations;

/// <summary>What PostgreSQL's own tools do better.</summary>
internal static class PostgresWords
{
    public static string Backup(string keys) =>
        $"""
        The database is PostgreSQL, which has its own tool. Nothing was backed up. Run

          pg_dump --format=custom --file=taskrelay.dump "postgresql://USER@HOST/DATABASE"

        and back up the encryption keys beside it, after the database: {keys}
        """;

    public static string Restore(string keys) =>
        $"""
        The database is PostgreSQL, which has its own tool. Nothing was restored. Stop every TaskRelay that uses it, run

          pg_restore --clean --if-exists --single-transaction --dbname="postgresql://USER@HOST/DATABASE" taskrelay.dump

        and put the encryption keys back: {keys}
        """;
}
