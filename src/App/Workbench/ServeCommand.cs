using System.CommandLine;
using Vauban.App.Cli;

namespace Vauban.App.Workbench;

/// <summary><c>serve</c>: the workbench in a browser.</summary>
sealed class ServeCommand
{
    readonly Option<string[]> _urls = new("--urls", "-u") { Description = "Addresses to listen at; http://127.0.0.1:5217 where not given. May be repeated.", HelpName = "URL", DefaultValueFactory = _ => [] };
    readonly StoreChoice _store = new();
    readonly Option<bool> _proxy = new("--behind-proxy") { Description = "A proxy stands before it, ends TLS and sets X-Forwarded-For and X-Forwarded-Proto." };
    readonly Option<bool> _link = new("--new-link") { Description = "Prints a new one-time link for the local administrator." };
    readonly Option<bool> _log = new("--log-requests") { Description = "Writes a line of JSON to standard error for every request: route and status, no values." };

    public static Command Create(Shell shell)
    {
        var me = new ServeCommand();
        var command = new Command("serve", "Opens the workbench: the same engines in a browser, for one person or a team.");
        command.Options.Add(me._urls);
        me._store.AddTo(command);
        foreach (var option in new Option[] { me._proxy, me._link, me._log }) command.Options.Add(option);
        return shell.Run(command, me.Run);
    }

    int Run(Call call)
    {
        var options = new ServerOptions
        {
            Urls = call.Value(_urls) is { Length: > 0 } urls ? [.. urls.SelectMany(u => u.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))] : [ServerOptions.DefaultUrl],
            IsBehindProxy = call.Value(_proxy), LogsRequests = call.Value(_log),
        };
        // A method of its own: the web framework is loaded for this command only.
        return ServeRun.Until(call, options, _store, call.Value(_link));
    }
}
