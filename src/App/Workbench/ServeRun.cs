using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Vauban.Adapters.Stores;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Frame;

namespace Vauban.App.Workbench;

/// <summary>Serves until Ctrl+C.</summary>
static class ServeRun
{
    /// <summary>Starts, says where, and waits.</summary>
    /// <exception cref="InputException">It must not listen there, or cannot.</exception>
    public static int Until(Call call, ServerOptions options, StoreChoice choice, bool newLink)
    {
        if (options.Urls.FirstOrDefault(u => !Uri.TryCreate(u.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) is { } wrong)
            throw new InputException(call.Texts.Format("terminal.serve.url", wrong));
        if (options.OpenUrl() is { } open) throw new InputException(call.Texts.Format("terminal.serve.open", open));
        if (options.Certificate is null && options.Urls.FirstOrDefault(u => u.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) is { } bare) throw new InputException(call.Texts.Format("terminal.serve.certificate.none", bare));
        Run(call, options, choice, newLink).GetAwaiter().GetResult();
        return ExitCode.Ok;
    }

    static async Task Run(Call call, ServerOptions options, StoreChoice choice, bool newLink)
    {
        using var store = choice.Open(call, mayBeNew: true);
        await using var app = Server.Create(options, store);
        var secret = await FirstStart.Prepare(store, app.Services.GetRequiredService<SignInLinks>(), newLink, call.Stop);
        try
        {
            await app.StartAsync(call.Stop);
        }
        catch (IOException e)
        {
            throw new InputException(call.Texts.Format("terminal.serve.busy", string.Join(", ", options.Urls), e.Message.ReplaceLineEndings(" ")));
        }
        Say(call, app, choice.Folder(call), secret);
        var ended = new TaskCompletionSource();
        await using (call.Stop.Register(ended.SetResult)) await ended.Task;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), options.Time);
        await app.StopAsync(patience.Token);
        Lines.Write(call.Terminal.Out, call.Texts["terminal.serve.ended"], 0, 0);
    }

    static void Say(Call call, WebApplication app, string? folder, string? secret)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Lines.Write(call.Terminal.Out, call.Texts.Format("terminal.serve.at", address), 0, 0, Sheet.Strong);
        if (secret is not null)
        {
            Lines.Write(call.Terminal.Out, call.Texts["terminal.serve.link"], 0, 0);
            // Whole, on a line of its own: a link that is cut by the terminal's width cannot be clicked.
            call.Terminal.Output.WriteLine();
            call.Terminal.Output.WriteLine($"  {address}/sign-in?secret={secret}");
            call.Terminal.Output.WriteLine();
        }
        else Lines.Write(call.Terminal.Out, call.Texts["terminal.serve.again"], 0, 0);
        if (!app.Services.GetRequiredService<WebAssets>().HasBundles) Lines.Write(call.Terminal.Out, call.Texts["terminal.serve.no-charts"], 0, 0);
        Lines.Write(call.Terminal.Out, folder is null ? call.Texts["terminal.serve.stop.store"] : call.Texts.Format("terminal.serve.stop", folder), 0, 0);
        call.Terminal.Output.Flush();
    }
}
