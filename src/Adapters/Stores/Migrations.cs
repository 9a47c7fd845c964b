using System.Text.RegularExpressions;

namespace Vauban.Adapters.Stores;

/// <summary>A step from one version of the schema to the next.</summary>
/// <param name="Sql">Statements for every database: {text} sorts by bytes, {bytes} is the column type for bytes.</param>
/// <param name="Sqlite">Statements for SQLite alone, behind them.</param>
/// <param name="Postgres">Statements for PostgreSQL alone, behind them.</param>
sealed record MigrationStep(string Sql, string Sqlite = "", string Postgres = "");

/// <summary>The steps that bring a database from each version of its schema to the next. A step that was released never changes.</summary>
static partial class Migrations
{
    internal static readonly MigrationStep[] Steps =
    [
        new("""
        CREATE TABLE users (id {text} PRIMARY KEY, name {text} NOT NULL, name_key {text} NOT NULL UNIQUE, display_name {text} NOT NULL, language {text} NOT NULL,
          password_hash {text} NOT NULL, issuer {text} NOT NULL, subject {text} NOT NULL, is_administrator BIGINT NOT NULL, is_disabled BIGINT NOT NULL,
          security_stamp {text} NOT NULL, failures BIGINT NOT NULL, locked_until {text} NOT NULL, totp_secret {text} NOT NULL, created {text} NOT NULL, version BIGINT NOT NULL);
        CREATE UNIQUE INDEX users_by_subject ON users (issuer, subject) WHERE issuer <> '';
        CREATE TABLE workspaces (id {text} PRIMARY KEY, name {text} NOT NULL, description {text} NOT NULL, marking {text} NOT NULL, perimeters {text} NOT NULL,
          current_snapshot {text} NOT NULL, created {text} NOT NULL, version BIGINT NOT NULL);
        CREATE TABLE members (workspace {text} NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, user_id {text} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          roles {text} NOT NULL, clearance {text} NOT NULL, party {text} NOT NULL, PRIMARY KEY (workspace, user_id));
        CREATE INDEX members_by_user ON members (user_id);
        CREATE TABLE contents (hash {text} PRIMARY KEY, content {bytes} NOT NULL);
        CREATE TABLE snapshots (workspace {text} NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, hash {text} NOT NULL REFERENCES contents (hash), number BIGINT NOT NULL,
          name {text} NOT NULL, title {text} NOT NULL, as_of {text} NOT NULL, row_count BIGINT NOT NULL, marking {text} NOT NULL, bytes BIGINT NOT NULL, note {text} NOT NULL,
          added {text} NOT NULL, added_by {text} NOT NULL, PRIMARY KEY (workspace, hash), UNIQUE (workspace, number));
        CREATE TABLE runs (workspace {text} NOT NULL, run_key {text} NOT NULL, snapshot {text} NOT NULL, engine {text} NOT NULL, options {text} NOT NULL, view_of {text} NOT NULL,
          seed BIGINT NOT NULL, pack {text} NOT NULL, status {text} NOT NULL, media_type {text} NOT NULL, result {bytes} NOT NULL, created {text} NOT NULL,
          PRIMARY KEY (workspace, run_key), FOREIGN KEY (workspace, snapshot) REFERENCES snapshots (workspace, hash) ON DELETE CASCADE);
        CREATE TABLE api_keys (id {text} PRIMARY KEY, user_id {text} NOT NULL REFERENCES users (id) ON DELETE CASCADE, secret_hash {text} NOT NULL UNIQUE, name {text} NOT NULL,
          workspace {text} NOT NULL, scopes {text} NOT NULL, created {text} NOT NULL, expires {text} NOT NULL, is_revoked BIGINT NOT NULL);
        CREATE TABLE key_ring (number BIGINT PRIMARY KEY, name {text} NOT NULL, xml {text} NOT NULL);
        CREATE TABLE settings (name {text} PRIMARY KEY, content {text} NOT NULL);
        CREATE TABLE audit (number BIGINT PRIMARY KEY, time_utc {text} NOT NULL, actor {text} NOT NULL, workspace {text} NOT NULL, action {text} NOT NULL, target {text} NOT NULL,
          detail {text} NOT NULL, previous {text} NOT NULL, hash {text} NOT NULL);
        """),
        new("""
        CREATE TABLE decisions (workspace {text} NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, finding {text} NOT NULL, kind {text} NOT NULL, owner {text} NOT NULL,
          reason {text} NOT NULL, expires {text} NOT NULL, snapshot {text} NOT NULL, inputs {text} NOT NULL, created {text} NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (workspace, finding));
        CREATE TABLE scenarios (workspace {text} NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, id {text} NOT NULL, name {text} NOT NULL, changes {text} NOT NULL, note {text} NOT NULL,
          owner {text} NOT NULL, created {text} NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (workspace, id));
        CREATE TABLE comments (workspace {text} NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, id {text} NOT NULL, address {text} NOT NULL, author {text} NOT NULL,
          content {text} NOT NULL, created {text} NOT NULL, marking {text} NOT NULL, PRIMARY KEY (workspace, id));
        CREATE INDEX audit_by_workspace ON audit (workspace, number);
        """,
        """
        CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        """,
        """
        CREATE OR REPLACE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
        CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
        """),
        new("""
        CREATE TABLE jobs (id {text} PRIMARY KEY, workspace {text} NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, number BIGINT NOT NULL UNIQUE, kind {text} NOT NULL,
          options {text} NOT NULL, title {text} NOT NULL, snapshot {text} NOT NULL, status {text} NOT NULL, progress BIGINT NOT NULL, message {text} NOT NULL, run_key {text} NOT NULL,
          attempts BIGINT NOT NULL, worker {text} NOT NULL, lease_until {text} NOT NULL, is_cancel_asked BIGINT NOT NULL, created_by {text} NOT NULL, created {text} NOT NULL,
          started {text} NOT NULL, ended {text} NOT NULL);
        CREATE INDEX jobs_by_status ON jobs (status, number);
        CREATE INDEX jobs_by_workspace ON jobs (workspace, number);
        """),
        new("""
        CREATE TABLE files (workspace {text} NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, hash {text} NOT NULL, kind {text} NOT NULL, name {text} NOT NULL,
          marking {text} NOT NULL, bytes BIGINT NOT NULL, added {text} NOT NULL, added_by {text} NOT NULL, content {bytes} NOT NULL, PRIMARY KEY (workspace, hash, kind));
        """),
        new("""
        CREATE TABLE evidence_papers (number BIGINT PRIMARY KEY, workspace {text} NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, id {text} NOT NULL, title {text} NOT NULL,
          authors {text} NOT NULL, publisher {text} NOT NULL, kind {text} NOT NULL, published {text} NOT NULL, language {text} NOT NULL, topics {text} NOT NULL, initiatives {text} NOT NULL,
          technologies {text} NOT NULL, reference {text} NOT NULL, doi {text} NOT NULL, url {text} NOT NULL, marking {text} NOT NULL, note {text} NOT NULL, is_paged BIGINT NOT NULL,
          length BIGINT NOT NULL, norm BIGINT NOT NULL, UNIQUE (workspace, id));
        CREATE TABLE evidence_pages (paper BIGINT NOT NULL REFERENCES evidence_papers (number) ON DELETE CASCADE, page BIGINT NOT NULL, content {text} NOT NULL, PRIMARY KEY (paper, page));
        CREATE TABLE evidence_terms (paper BIGINT NOT NULL REFERENCES evidence_papers (number) ON DELETE CASCADE, term {text} NOT NULL, hits BIGINT NOT NULL, page BIGINT NOT NULL,
          PRIMARY KEY (paper, term));
        CREATE INDEX evidence_terms_by_term ON evidence_terms (term, paper, hits);
        CREATE TABLE evidence_claims (workspace {text} NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, id {text} NOT NULL, paper {text} NOT NULL, content {text} NOT NULL,
          is_quote BIGINT NOT NULL, page {text} NOT NULL, said_of {text} NOT NULL, package {text} NOT NULL, about {text} NOT NULL, perimeter {text} NOT NULL, stance {text} NOT NULL,
          figure {text} NOT NULL, unit {text} NOT NULL, marking {text} NOT NULL, note {text} NOT NULL, PRIMARY KEY (workspace, id));
        """),
        new("""
        CREATE TABLE survey_rounds (workspace {text} NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, id {text} NOT NULL, questionnaire {text} NOT NULL, public_key {text} NOT NULL,
          key_id {text} NOT NULL, ends {text} NOT NULL, is_closed BIGINT NOT NULL, created {text} NOT NULL, version BIGINT NOT NULL, PRIMARY KEY (workspace, id));
        CREATE TABLE survey_invitations (workspace {text} NOT NULL, id {text} NOT NULL, round {text} NOT NULL, contributor {text} NOT NULL, controlled_by {text} NOT NULL, country {text} NOT NULL,
          size {text} NOT NULL, items {text} NOT NULL, inviter {text} NOT NULL, token_hash {text} NOT NULL, expires {text} NOT NULL, user_id {text} NOT NULL, created {text} NOT NULL,
          PRIMARY KEY (workspace, id), UNIQUE (workspace, round, contributor), FOREIGN KEY (workspace, round) REFERENCES survey_rounds (workspace, id) ON DELETE CASCADE);
        CREATE UNIQUE INDEX survey_invitations_by_token ON survey_invitations (token_hash) WHERE token_hash <> '';
        CREATE TABLE survey_contacts (workspace {text} NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE, contributor {text} NOT NULL, name {text} NOT NULL, mail {text} NOT NULL,
          keep_until {text} NOT NULL, PRIMARY KEY (workspace, contributor));
        CREATE TABLE survey_answers (workspace {text} NOT NULL, round {text} NOT NULL, contributor {text} NOT NULL, version BIGINT NOT NULL, key_id {text} NOT NULL, hash {text} NOT NULL,
          consents {text} NOT NULL, sent {text} NOT NULL, envelope {bytes} NOT NULL, PRIMARY KEY (workspace, round, contributor),
          FOREIGN KEY (workspace, round) REFERENCES survey_rounds (workspace, id) ON DELETE CASCADE);
        CREATE TABLE survey_releases (workspace {text} NOT NULL, number BIGINT NOT NULL, round {text} NOT NULL, status {text} NOT NULL, survey {text} NOT NULL, content {text} NOT NULL,
          counts {text} NOT NULL, basis BIGINT NOT NULL, officer {text} NOT NULL, approver {text} NOT NULL, created {text} NOT NULL, decided {text} NOT NULL, envelope {bytes} NOT NULL,
          PRIMARY KEY (workspace, number), FOREIGN KEY (workspace, round) REFERENCES survey_rounds (workspace, id) ON DELETE CASCADE);
        """),
    ];

    /// <summary>The version of the schema that this program works with.</summary>
    public static int Latest => Steps.Length;

    /// <summary>Brings a database to a version, step by step, in the transaction of the session.</summary>
    /// <exception cref="StoreVersionException">The database was made by a newer program.</exception>
    public static void Run(Session session, Database database, int to)
    {
        session.RunText("CREATE TABLE IF NOT EXISTS store_schema (version BIGINT NOT NULL)");
        var from = VersionOf(session);
        ThrowIfNewer(from);
        for (var version = from + 1; version <= to; version++)
        {
            session.RunText(database.Fit(Steps[version - 1]));
            session.Run($"DELETE FROM store_schema");
            session.Run($"INSERT INTO store_schema (version) VALUES ({version})");
        }
    }

    /// <summary>Puts empty tables of a version in place of the tables there are.</summary>
    /// <exception cref="StoreVersionException">This program does not know the version.</exception>
    public static void Reset(Session session, Database database, int version)
    {
        ThrowIfNewer(version);
        foreach (var table in Tables(Latest).Reverse()) session.Run($"DROP TABLE {new Name(table)}");
        session.Run($"DELETE FROM store_schema");
        Run(session, database, version);
    }

    /// <summary>The version of the schema of a database.</summary>
    public static int VersionOf(Session session) => (int)session.Number($"SELECT COALESCE(MAX(version), 0) FROM store_schema");

    /// <summary>The tables of a version, those that others refer to first.</summary>
    public static IEnumerable<string> Tables(int version) => Steps.Take(version).SelectMany(s => Created().Matches(s.Sql)).Select(m => m.Groups[1].Value);

    static void ThrowIfNewer(int version)
    {
        if (version > Latest) throw new StoreVersionException(version, Latest);
    }

    [GeneratedRegex(@"CREATE TABLE (\w+)")]
    private static partial Regex Created();
}

/// <summary>The store was made or migrated by a newer version of the program; this one leaves it alone.</summary>
/// <param name="found">Version of the schema found.</param>
/// <param name="known">Newest version that this program knows.</param>
public sealed class StoreVersionException(int found, int known)
    : Exception($"The store has schema version {found}; this program knows versions up to {known}. Use the newer program that made it, or restore a backup of before.")
{
    /// <summary>Version of the schema found.</summary>
    public int Found { get; } = found;

    /// <summary>Newest version that this program knows.</summary>
    public int Known { get; } = known;
}
