using Microsoft.Extensions.Hosting;

namespace Vauban.App.Workbench.Frame;

/// <summary>Leaves signals to the command line, which turns Ctrl+C into a cancelled token.</summary>
sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
