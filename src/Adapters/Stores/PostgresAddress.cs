using Npgsql;

namespace Vauban.Adapters.Stores;

/// <summary>Reads an address such as <c>postgres://user:password@host:5432/database?sslmode=require</c>.</summary>
/// <remarks>As other programs read it: parts are percent-encoded; <c>?host=/folder</c> names the folder of a Unix socket; <c>PGPASSWORD</c> in the
/// environment is taken where the address has no password.</remarks>
static class PostgresAddress
{
    public static bool IsOne(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The settings of a connection.</summary>
    /// <exception cref="FormatException">It is no such address. The message never repeats it: it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string text)
    {
        if (!IsOne(text) || !Uri.TryCreate(text, UriKind.Absolute, out var uri)) throw Wrong();
        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        if (database.Length == 0 || database.Contains('/', StringComparison.Ordinal)) throw Wrong();
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length > 0 ? uri.Host.Trim('[', ']') : "localhost",
            Port = uri.Port > 0 ? uri.Port : 5432,
            Database = database,
            ApplicationName = "vauban",
        };
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0) settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1) settings.Password = Uri.UnescapeDataString(user[1]);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0) throw Wrong();
            Set(settings, pair[..at], Uri.UnescapeDataString(pair[(at + 1)..]));
        }
        return settings;
    }

    static void Set(NpgsqlConnectionStringBuilder settings, string name, string value)
    {
        switch (name)
        {
            case "host":
                settings.Host = value;
                break;
            case "sslmode":
                settings.SslMode = Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode) && Enum.IsDefined(mode) ? mode : throw Wrong();
                break;
            case "sslrootcert":
                settings.RootCertificate = value;
                break;
            default:
                throw Wrong();
        }
    }

    static FormatException Wrong() => new("The address of a store is postgres://user:password@host:port/database, possibly with ?sslmode=, &sslrootcert= or &host=; parts are percent-encoded.");
}
