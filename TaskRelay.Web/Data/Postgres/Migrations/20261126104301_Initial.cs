using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace TaskRelay.Web.Data.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "administrator_bindings",
                columns: table => new
                {
                    login = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    user_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_administrator_bindings", x => x.login);
                });

            migrationBuilder.CreateTable(
                name: "admission_pauses",
                columns: table => new
                {
                    repository_id = table.Column<long>(type: "bigint", nullable: false),
                    repository_full_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by_id = table.Column<long>(type: "bigint", nullable: false),
                    by_login = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_admission_pauses", x => x.repository_id);
                });

            migrationBuilder.CreateTable(
                name: "audit_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    actor_id = table.Column<long>(type: "bigint", nullable: true),
                    actor = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    action = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    target = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    outcome = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    address = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_log", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "comment_claims",
                columns: table => new
                {
                    repository_id = table.Column<long>(type: "bigint", nullable: false),
                    comment_id = table.Column<long>(type: "bigint", nullable: false),
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    task_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_comment_claims", x => new { x.repository_id, x.comment_id });
                });

            migrationBuilder.CreateTable(
                name: "control_requests",
                columns: table => new
                {
                    repository_id = table.Column<long>(type: "bigint", nullable: false),
                    comment_id = table.Column<long>(type: "bigint", nullable: false),
                    verb = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    task_id = table.Column<Guid>(type: "uuid", nullable: true),
                    repository_owner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    repository_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    installation_id = table.Column<long>(type: "bigint", nullable: true),
                    issue_number = table.Column<int>(type: "integer", nullable: false),
                    actor_id = table.Column<long>(type: "bigint", nullable: false),
                    actor_login = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_control_requests", x => new { x.repository_id, x.comment_id });
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    xml = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false, collation: "C"),
                    action = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    source = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    received_at = table.Column<long>(type: "bigint", nullable: false),
                    installation_id = table.Column<long>(type: "bigint", nullable: true),
                    repository_id = table.Column<long>(type: "bigint", nullable: true),
                    repository_full_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    issue_number = table.Column<int>(type: "integer", nullable: true),
                    comment_id = table.Column<long>(type: "bigint", nullable: true),
                    sender_id = table.Column<long>(type: "bigint", nullable: true),
                    outcome = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    task_id = table.Column<Guid>(type: "uuid", nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_deliveries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ingest_marks",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false, collation: "C"),
                    until = table.Column<long>(type: "bigint", nullable: false),
                    tag = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ingest_marks", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false, collation: "C"),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    task_id = table.Column<Guid>(type: "uuid", nullable: true),
                    repository_id = table.Column<long>(type: "bigint", nullable: false),
                    repository_full_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    installation_id = table.Column<long>(type: "bigint", nullable: true),
                    issue_number = table.Column<int>(type: "integer", nullable: false),
                    comment_id = table.Column<long>(type: "bigint", nullable: true),
                    content = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    wanted = table.Column<long>(type: "bigint", nullable: false),
                    sent = table.Column<long>(type: "bigint", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    dead = table.Column<bool>(type: "boolean", nullable: false),
                    last_error = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    remote_id = table.Column<long>(type: "bigint", nullable: true),
                    sent_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outbox", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "repository_settings",
                columns: table => new
                {
                    repository_id = table.Column<long>(type: "bigint", nullable: false),
                    repository_full_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    paused_at = table.Column<long>(type: "bigint", nullable: true),
                    pause_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    default_agent = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    allowed_agents = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    model = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    base_branch = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    task_timeout_minutes = table.Column<int>(type: "integer", nullable: true),
                    max_concurrent_tasks = table.Column<int>(type: "integer", nullable: true),
                    commanders = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    updated_by = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_repository_settings", x => x.repository_id);
                });

            migrationBuilder.CreateTable(
                name: "served_accounts",
                columns: table => new
                {
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    account_login = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by_id = table.Column<long>(type: "bigint", nullable: false),
                    by_login = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_served_accounts", x => x.account_id);
                });

            migrationBuilder.CreateTable(
                name: "stored_settings",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    value = table.Column<byte[]>(type: "bytea", nullable: false),
                    is_secret = table.Column<bool>(type: "boolean", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stored_settings", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "task_request_keys",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    key = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false, collation: "C"),
                    fingerprint = table.Column<byte[]>(type: "bytea", nullable: false),
                    task_id = table.Column<Guid>(type: "uuid", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_task_request_keys", x => new { x.user_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "tasks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    source = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    agent = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    model = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    priority = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    repository_id = table.Column<long>(type: "bigint", nullable: false),
                    repository_owner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    repository_name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    installation_id = table.Column<long>(type: "bigint", nullable: true),
                    issue_number = table.Column<int>(type: "integer", nullable: false),
                    issue_title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    issue_body = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    issue_author = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    on_pull_request = table.Column<bool>(type: "boolean", nullable: false),
                    comment_id = table.Column<long>(type: "bigint", nullable: true),
                    instructions = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_by_id = table.Column<long>(type: "bigint", nullable: false),
                    created_by_login = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    max_attempts = table.Column<int>(type: "integer", nullable: false),
                    runner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    queued_at = table.Column<long>(type: "bigint", nullable: false),
                    started_at = table.Column<long>(type: "bigint", nullable: true),
                    completed_at = table.Column<long>(type: "bigint", nullable: true),
                    stop_requested_at = table.Column<long>(type: "bigint", nullable: true),
                    deadline_at = table.Column<long>(type: "bigint", nullable: true),
                    admitted_at = table.Column<long>(type: "bigint", nullable: true),
                    next_admission_at = table.Column<long>(type: "bigint", nullable: false),
                    admission_tries = table.Column<int>(type: "integer", nullable: false),
                    wait_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    progress_phase = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    progress_message = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    progress_at = table.Column<long>(type: "bigint", nullable: true),
                    base_branch = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    branch = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    commit_sha = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    pull_request_number = table.Column<int>(type: "integer", nullable: true),
                    pull_request_url = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    pull_request_state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    pull_request_state_at = table.Column<long>(type: "bigint", nullable: true),
                    stop_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    summary = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    input_tokens = table.Column<long>(type: "bigint", nullable: false),
                    output_tokens = table.Column<long>(type: "bigint", nullable: false),
                    cost_usd = table.Column<double>(type: "double precision", nullable: false),
                    error_code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    error_message = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    error_phase = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    trace_parent = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ended_order = table.Column<long>(type: "bigint", nullable: false, computedColumnSql: "COALESCE(completed_at, 0)", stored: true),
                    duration_order = table.Column<long>(type: "bigint", nullable: false, computedColumnSql: "COALESCE(completed_at - started_at, -1)", stored: true),
                    last_event_seq = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tasks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "turns",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    owner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_turns", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "users",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    login = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    is_administrator = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    last_sign_in_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_users", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attempts",
                columns: table => new
                {
                    task_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    runner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    owner = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    started_at = table.Column<long>(type: "bigint", nullable: false),
                    launch_deadline = table.Column<long>(type: "bigint", nullable: false),
                    ticket_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    ticket_expires_at = table.Column<long>(type: "bigint", nullable: false),
                    handle = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    worker_id = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    claimed_at = table.Column<long>(type: "bigint", nullable: true),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    lease_until = table.Column<long>(type: "bigint", nullable: true),
                    time_limit_seconds = table.Column<int>(type: "integer", nullable: true),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    log_bytes = table.Column<long>(type: "bigint", nullable: false),
                    log_dropped = table.Column<int>(type: "integer", nullable: false),
                    is_cleaned = table.Column<bool>(type: "boolean", nullable: false),
                    outcome = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    report = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    prompt = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    prompt_hidden_removed = table.Column<int>(type: "integer", nullable: false),
                    prompt_details = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    restores_settings = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attempts", x => new { x.task_id, x.number });
                    table.ForeignKey(
                        name: "FK_attempts_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "task_events",
                columns: table => new
                {
                    task_id = table.Column<Guid>(type: "uuid", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    worker_seq = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    stream = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    text = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    status = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    error_code = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    error_message = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    error_phase = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_task_events", x => new { x.task_id, x.seq });
                    table.ForeignKey(
                        name: "FK_task_events_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "task_history",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    task_id = table.Column<Guid>(type: "uuid", nullable: false),
                    attempt = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    to = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    evidence = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_task_history", x => x.id);
                    table.ForeignKey(
                        name: "FK_task_history_tasks_task_id",
                        column: x => x.task_id,
                        principalTable: "tasks",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "api_tokens",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    scopes = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    last_four = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: true),
                    last_used_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_tokens", x => x.id);
                    table.ForeignKey(
                        name: "FK_api_tokens_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "installations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by_id = table.Column<long>(type: "bigint", nullable: false),
                    account_id = table.Column<long>(type: "bigint", nullable: false),
                    account_login = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    account_type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_installations", x => new { x.id, x.recorded_by_id });
                    table.ForeignKey(
                        name: "FK_installations_users_recorded_by_id",
                        column: x => x.recorded_by_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    key_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    expires_at = table.Column<long>(type: "bigint", nullable: false),
                    access_token = table.Column<byte[]>(type: "bytea", nullable: false),
                    access_token_expires_at = table.Column<long>(type: "bigint", nullable: true),
                    refresh_token = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sessions", x => x.key_hash);
                    table.ForeignKey(
                        name: "FK_sessions_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_configs",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    default_agent = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    runner = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    fly_app_name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    fly_region = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    fly_cpus = table.Column<int>(type: "integer", nullable: true),
                    fly_memory_mb = table.Column<int>(type: "integer", nullable: true),
                    selected_repositories_only = table.Column<bool>(type: "boolean", nullable: false),
                    repositories = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    max_attempts = table.Column<int>(type: "integer", nullable: true),
                    task_timeout_minutes = table.Column<int>(type: "integer", nullable: true),
                    max_concurrent_tasks = table.Column<int>(type: "integer", nullable: true),
                    updated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_configs", x => x.user_id);
                    table.ForeignKey(
                        name: "FK_user_configs_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_notices",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    browser = table.Column<bool>(type: "boolean", nullable: false),
                    updated_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_notices", x => x.user_id);
                    table.ForeignKey(
                        name: "FK_user_notices_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_secrets",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    last_four = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    updated_at = table.Column<long>(type: "bigint", nullable: false),
                    check_status = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    check_message = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    checked_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_secrets", x => new { x.user_id, x.name });
                    table.ForeignKey(
                        name: "FK_user_secrets_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_endpoints",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    user_id = table.Column<long>(type: "bigint", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    url = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    events = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    disabled_reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    version = table.Column<int>(type: "integer", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: false),
                    previous_sealed = table.Column<byte[]>(type: "bytea", nullable: true),
                    previous_until = table.Column<long>(type: "bigint", nullable: true),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    failing_since = table.Column<long>(type: "bigint", nullable: true),
                    delivered_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_endpoints", x => x.id);
                    table.ForeignKey(
                        name: "FK_webhook_endpoints_users_user_id",
                        column: x => x.user_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "user_agents",
                columns: table => new
                {
                    user_id = table.Column<long>(type: "bigint", nullable: false),
                    agent = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    enabled = table.Column<bool>(type: "boolean", nullable: false),
                    model = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    priority = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    instructions = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_user_agents", x => new { x.user_id, x.agent });
                    table.ForeignKey(
                        name: "FK_user_agents_user_configs_user_id",
                        column: x => x.user_id,
                        principalTable: "user_configs",
                        principalColumn: "user_id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_deliveries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    endpoint_id = table.Column<Guid>(type: "uuid", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false, collation: "C"),
                    task_id = table.Column<Guid>(type: "uuid", nullable: true),
                    body = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    created_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    claim = table.Column<Guid>(type: "uuid", nullable: true),
                    claimed_until = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_deliveries", x => x.id);
                    table.ForeignKey(
                        name: "FK_webhook_deliveries_webhook_endpoints_endpoint_id",
                        column: x => x.endpoint_id,
                        principalTable: "webhook_endpoints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "webhook_attempts",
                columns: table => new
                {
                    delivery_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    milliseconds = table.Column<long>(type: "bigint", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_webhook_attempts", x => new { x.delivery_id, x.number });
                    table.ForeignKey(
                        name: "FK_webhook_attempts_webhook_deliveries_delivery_id",
                        column: x => x.delivery_id,
                        principalTable: "webhook_deliveries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_api_tokens_hash",
                table: "api_tokens",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_api_tokens_user_id",
                table: "api_tokens",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_attempts_ended_at",
                table: "attempts",
                column: "ended_at",
                filter: "ended_at IS NOT NULL AND NOT is_cleaned");

            migrationBuilder.CreateIndex(
                name: "IX_attempts_ticket_hash",
                table: "attempts",
                column: "ticket_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_attempts_token_hash",
                table: "attempts",
                column: "token_hash",
                unique: true,
                filter: "token_hash IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_audit_log_at",
                table: "audit_log",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_control_requests_due_at",
                table: "control_requests",
                column: "due_at");

            migrationBuilder.CreateIndex(
                name: "IX_deliveries_received_at",
                table: "deliveries",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "IX_installations_recorded_by_id",
                table: "installations",
                column: "recorded_by_id");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_due_at",
                table: "outbox",
                column: "due_at",
                filter: "sent < wanted");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_installation_id_due_at",
                table: "outbox",
                columns: new[] { "installation_id", "due_at" },
                filter: "sent < wanted");

            migrationBuilder.CreateIndex(
                name: "IX_outbox_task_id",
                table: "outbox",
                column: "task_id");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_expires_at",
                table: "sessions",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_sessions_user_id",
                table: "sessions",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "IX_task_events_task_id_attempt_worker_seq",
                table: "task_events",
                columns: new[] { "task_id", "attempt", "worker_seq" },
                unique: true,
                filter: "worker_seq IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_task_history_task_id_id",
                table: "task_history",
                columns: new[] { "task_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_task_request_keys_created_at",
                table: "task_request_keys",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_completed_at_id",
                table: "tasks",
                columns: new[] { "completed_at", "id" },
                filter: "completed_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_cost_usd_id",
                table: "tasks",
                columns: new[] { "cost_usd", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_tasks_created_by_id_id",
                table: "tasks",
                columns: new[] { "created_by_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_tasks_created_by_id_status_id",
                table: "tasks",
                columns: new[] { "created_by_id", "status", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_tasks_duration_order_id",
                table: "tasks",
                columns: new[] { "duration_order", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_tasks_ended_order_id",
                table: "tasks",
                columns: new[] { "ended_order", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_tasks_next_admission_at_id",
                table: "tasks",
                columns: new[] { "next_admission_at", "id" },
                filter: "status = 'queued' AND admitted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_repository_id_comment_id",
                table: "tasks",
                columns: new[] { "repository_id", "comment_id" },
                unique: true,
                filter: "comment_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_tasks_repository_id_id",
                table: "tasks",
                columns: new[] { "repository_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_tasks_repository_id_issue_number_id",
                table: "tasks",
                columns: new[] { "repository_id", "issue_number", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_tasks_status_id",
                table: "tasks",
                columns: new[] { "status", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_created_at",
                table: "webhook_deliveries",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_due_at",
                table: "webhook_deliveries",
                column: "due_at",
                filter: "state = 'pending'");

            migrationBuilder.CreateIndex(
                name: "IX_webhook_deliveries_endpoint_id_created_at",
                table: "webhook_deliveries",
                columns: new[] { "endpoint_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "IX_webhook_endpoints_user_id",
                table: "webhook_endpoints",
                column: "user_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "administrator_bindings");

            migrationBuilder.DropTable(
                name: "admission_pauses");

            migrationBuilder.DropTable(
                name: "api_tokens");

            migrationBuilder.DropTable(
                name: "attempts");

            migrationBuilder.DropTable(
                name: "audit_log");

            migrationBuilder.DropTable(
                name: "comment_claims");

            migrationBuilder.DropTable(
                name: "control_requests");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "deliveries");

            migrationBuilder.DropTable(
                name: "ingest_marks");

            migrationBuilder.DropTable(
                name: "installations");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "repository_settings");

            migrationBuilder.DropTable(
                name: "served_accounts");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "stored_settings");

            migrationBuilder.DropTable(
                name: "task_events");

            migrationBuilder.DropTable(
                name: "task_history");

            migrationBuilder.DropTable(
                name: "task_request_keys");

            migrationBuilder.DropTable(
                name: "turns");

            migrationBuilder.DropTable(
                name: "user_agents");

            migrationBuilder.DropTable(
                name: "user_notices");

            migrationBuilder.DropTable(
                name: "user_secrets");

            migrationBuilder.DropTable(
                name: "webhook_attempts");

            migrationBuilder.DropTable(
                name: "tasks");

            migrationBuilder.DropTable(
                name: "user_configs");

            migrationBuilder.DropTable(
                name: "webhook_deliveries");

            migrationBuilder.DropTable(
                name: "webhook_endpoints");

            migrationBuilder.DropTable(
                name: "users");
        }
    }
}
