using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Vauban.App.Cli;
using Vauban.App.Mcp;
using Vauban.App.Workbench.Access;
using Vauban.Core.Model;

namespace Vauban.App.Workbench;

/// <summary><c>serve</c>: the workbench in a browser.</summary>
sealed class ServeCommand
{
    readonly Option<string[]> _urls = new("--urls", "-u") { Description = "Addresses to listen at; http://127.0.0.1:5217 where not given. May be repeated.", HelpName = "URL", DefaultValueFactory = _ => [] };
    readonly StoreChoice _store = new();
    readonly Option<bool> _proxy = new("--behind-proxy") { Description = "A proxy stands before it, ends TLS and sets X-Forwarded-For and X-Forwarded-Proto." };
    readonly Option<string[]> _proxies = new("--proxy") { Description = "Address or network (10.0.0.0/24) of that proxy where it is not on this machine; nobody else's headers count. May be repeated.", HelpName = "ADDRESS", DefaultValueFactory = _ => [] };
    readonly Option<string?> _certificate = new("--certificate") { Description = "Certificate for https addresses: a PEM file, with its chain.", HelpName = "FILE" };
    readonly Option<string?> _key = new("--certificate-key") { Description = "PEM file with the certificate's private key, where it is another.", HelpName = "FILE" };
    readonly Option<string?> _authority = new("--oidc-authority") { Description = "Address of a provider of OpenID Connect by which people sign in too.", HelpName = "URL" };
    readonly Option<string?> _client = new("--oidc-client") { Description = "Name under which the provider knows this server. Its secret stands in VAUBAN_OIDC_SECRET or in a file.", HelpName = "ID" };
    readonly Option<string?> _secret = new("--oidc-secret-file") { Description = "File with that secret.", HelpName = "FILE" };
    readonly Option<bool> _link = new("--new-link") { Description = "Prints a new one-time link for the local administrator." };
    readonly Option<bool> _log = new("--log-requests") { Description = "Writes a line of JSON to standard error for every request: route and status, no values." };
    readonly Option<int> _minutes = new("--run-minutes") { Description = "Minutes that a long run may take once it has begun, 1 to 1440; what it found until then is kept where it can be.", HelpName = "N", DefaultValueFactory = _ => (int)new ServerOptions().RunLimit.TotalMinutes };

    readonly Option<bool> _mcp = new("--mcp") { Description = "Answers assistants at /mcp (Model Context Protocol): they read, with a person's key, and see no names of parties and sites." };
    readonly Option<string> _mcpMarking = new("--mcp-marking") { Description = "Strictest marking of the rows that answers to assistants may rest on; the rest reads as unknown.", HelpName = "MARKING", DefaultValueFactory = _ => FieldCatalog.Markings[0] };

    public static Command Create(Shell shell)
    {
        var me = new ServeCommand();
        var command = new Command("serve", "Opens the workbench: the same engines in a browser, for one person or a team.");
        command.Options.Add(me._urls);
        me._store.AddTo(command);
        foreach (var option in new Option[] { me._proxy, me._proxies, me._certificate, me._key, me._authority, me._client, me._secret, me._link, me._log, me._minutes, me._mcp, me._mcpMarking }) command.Options.Add(option);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var (certificate, chain) = Certificate(call);
        if (call.Value(_minutes) is < 1 or > ServerOptions.MostRunMinutes) throw new InputException(call.Texts["terminal.serve.minutes"]);
        var options = new ServerOptions
        {
            RunLimit = TimeSpan.FromMinutes(call.Value(_minutes)),
            Urls = call.Value(_urls) is { Length: > 0 } urls ? [.. urls.SelectMany(u => u.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))] : [ServerOptions.DefaultUrl],
            IsBehindProxy = call.Value(_proxy), LogsRequests = call.Value(_log),
            Proxies = [.. (call.Value(_proxies) ?? []).Select(p => ServerOptions.Network(p) ?? throw new InputException(call.Texts.Format("terminal.serve.proxy", p)))], Oidc = Oidc(call), Certificate = certificate, CertificateChain = chain,
            McpMarking = call.Value(_mcp) ? McpCommand.Marking(call, call.Value(_mcpMarking)!) : null,
        };
        if (options.Proxies.Count > 0 && !options.IsBehindProxy) throw new InputException(call.Texts["terminal.serve.proxy.alone"]);
        // A method of its own: the web framework is loaded for this command only.
        return ServeRun.Until(call, options, _store, call.Value(_link));
    }

    (X509Certificate2? Own, X509Certificate2Collection Chain) Certificate(Call call)
    {
        var (file, key) = (call.Value(_certificate), call.Value(_key));
        var chain = new X509Certificate2Collection();
        if (file is null && key is null) return (null, chain);
        try
        {
            using var read = X509Certificate2.CreateFromPemFile(call.PathOf(file ?? key!), call.PathOf(key ?? file!));
            chain.ImportFromPemFile(call.PathOf(file ?? key!));
            // Windows takes no key for TLS that was never stored.
            return (X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null), chain);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InputException(call.Texts.Format("terminal.serve.certificate", file ?? key!));
        }
    }

    OidcOptions? Oidc(Call call)
    {
        var (authority, client, file) = (call.Value(_authority), call.Value(_client), call.Value(_secret));
        if (authority is null && client is null && file is null) return null;
        if (string.IsNullOrWhiteSpace(authority) || string.IsNullOrWhiteSpace(client)) throw new InputException(call.Texts["terminal.serve.oidc.both"]);
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || !OidcOptions.IsSafe(address)) throw new InputException(call.Texts.Format("terminal.serve.oidc.authority", authority));
        var secret = Environment.GetEnvironmentVariable(OidcOptions.SecretVariable) ?? "";
        if (file is not null)
        {
            try
            {
                secret = File.ReadAllText(call.PathOf(file));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InputException(call.Texts.Format("terminal.serve.oidc.file", file));
            }
        }
        return new(address, client, secret.Trim());
    }
}
