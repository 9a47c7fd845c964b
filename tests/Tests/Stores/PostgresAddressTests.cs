using Npgsql;
using Vauban.Adapters.Stores;

namespace Vauban.Tests.Stores;

public sealed class PostgresAddressTests
{
    [Fact]
    public void An_address_is_read_as_other_programs_read_it()
    {
        var full = PostgresAddress.Parse("postgres://an%40n:p%2Fw%3A@db.example:6543/chain%20one?sslmode=verify-full&sslrootcert=%2Fca.pem");
        Assert.Equal(("an@n", "p/w:", "db.example", 6543, "chain one", SslMode.VerifyFull, "/ca.pem"), (full.Username, full.Password, full.Host, full.Port, full.Database, full.SslMode, full.RootCertificate));
        var small = PostgresAddress.Parse("postgresql://[::1]/d");
        Assert.Equal(("::1", 5432, "d", null), (small.Host, small.Port, small.Database, small.Password));
        Assert.Equal("/run/postgresql", PostgresAddress.Parse("postgres:///d?host=%2Frun%2Fpostgresql").Host);
    }

    [Theory]
    [InlineData("mysql://u:secret@h/d")]
    [InlineData("postgres://u:secret@h")]
    [InlineData("postgres://u:secret@h/")]
    [InlineData("postgres://u:secret@h/a/b")]
    [InlineData("postgres://u:secret@h:port/d")]
    [InlineData("postgres://u:secret@h/d?sslmode=perhaps")]
    [InlineData("postgres://u:secret@h/d?options=secret")]
    public void What_is_no_address_is_refused_without_repeating_it(string text) =>
        Assert.DoesNotContain("secret", Assert.Throws<FormatException>(() => PostgresAddress.Parse(text)).Message, StringComparison.Ordinal);
}
