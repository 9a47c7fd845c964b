using Vauban.Adapters.Stores;

namespace Vauban.Tests.Stores;

public sealed class PostgresStoreTests(PostgresServer server) : StoreContract
{
    readonly string _address = server.NewDatabase();

    private protected override IWorkspaceStore Open(TimeProvider clock, StoreLimits? limits = null) => WorkspaceStores.OpenServer(_address, clock, limits);

    private protected override string Unguard => "DROP TRIGGER audit_no_change ON audit";

    private protected override Database Raw() => new PostgresDatabase(Npgsql.NpgsqlDataSource.Create(PostgresAddress.Parse(_address)), Clock);

    [Fact]
    public async Task A_call_takes_a_new_connection_where_the_server_cut_those_of_the_pool()
    {
        await MakeWorkspace();
        server.Execute("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{new Uri(_address).AbsolutePath[1..]}'");

        Assert.NotNull(await Store.FindWorkspace("w"));
        server.Execute("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{new Uri(_address).AbsolutePath[1..]}'");
        await MakeWorkspace("v");
    }

    [Fact]
    public void A_server_that_refuses_is_named_without_the_password()
    {
        var wrong = _address.Replace("tester:", "tester:not-", StringComparison.Ordinal);
        var error = Assert.Throws<IOException>(() => WorkspaceStores.OpenServer(wrong, Clock));
        Assert.Contains("password authentication failed", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-", error.ToString(), StringComparison.Ordinal);
    }
}
