namespace TaskRelay.Web.Operations;

/// <summary>What PostgreSQL's own tools do better.</summary>
internal static class PostgresWords
{
    public const string Backup =
        """
        The database is PostgreSQL, which has its own tool. Nothing was backed up. Run

          pg_dump --format=custom --file=taskrelay.dump "postgresql://USER@HOST/DATABASE"

        The encryption keys are in the database, and so in the dump: who has it can open every stored secret, unless they
        are sealed for a certificate (DataProtection:CertificatePath). That is in no dump: keep it elsewhere.
        """;

    public const string Restore =
        """
        The database is PostgreSQL, which has its own tool. Nothing was restored. Stop every TaskRelay that uses it, run

          pg_restore --clean --if-exists --single-transaction --dbname="postgresql://USER@HOST/DATABASE" taskrelay.dump

        and start TaskRelay with the certificate of the encryption keys, where there is one.
        """;
}
