using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Disruption;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Cascade;

/// <summary>One cascade, as <c>vauban disruption cascade --firm</c> gives it.</summary>
/// <param name="Json">JSON of the command; findings where the network or a firm is wrong.</param>
/// <param name="Document">The same, read.</param>
sealed record CascadeCourse(string Json, JsonElement Document);

/// <summary>Plays single cascades while somebody waits. A network of firms is read once and kept for the next; the last answers are kept.</summary>
sealed class CascadeRuns : IDisposable
{
    // One network may take some hundred megabytes.
    const int MostNetworks = 1, MostCourses = 16;

    // What takes longer is for a job.
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    readonly SemaphoreSlim _turn = new(1);
    readonly RecentTasks<string, (CascadeFirms? Firms, IReadOnlyList<Finding> Findings)> _networks = new(MostNetworks);
    readonly RecentTasks<string, CascadeCourse> _courses = new(MostCourses);

    /// <summary>The cascade of firms that fail together.</summary>
    public Task<CascadeCourse> Course(string workspace, CascadeQuestion question, Texts texts, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(texts);
        var key = string.Join('\n', [workspace, question.Key, question.Options.ToString(), texts.Language, .. question.Failing]);
        return _courses.Get(key, async () =>
        {
            await _turn.WaitAsync();
            try
            {
                using var end = new CancellationTokenSource(Longest);
                return Play(await Network(workspace, question), question, texts, end.Token);
            }
            finally
            {
                _turn.Release();
            }
        }, stop);
    }

    Task<(CascadeFirms? Firms, IReadOnlyList<Finding> Findings)> Network(string workspace, CascadeQuestion question) => _networks.Start($"{workspace}\n{question.Key}", () =>
    {
        var findings = new List<Finding>();
        return Task.FromResult<(CascadeFirms?, IReadOnlyList<Finding>)>((question.Load(findings, CancellationToken.None), findings));
    });

    static CascadeCourse Play((CascadeFirms? Firms, IReadOnlyList<Finding> Findings) loaded, CascadeQuestion question, Texts texts, CancellationToken stop)
    {
        List<Finding> findings = [.. loaded.Findings];
        var shock = loaded.Firms is { } firms ? question.Shock(firms.Network, findings) : null;
        var json = JsonText.Of(shock is null ? j => FindingsJson.Write(j, findings, texts)
            : j => CascadeJson.Trace(j, question.Source(loaded.Firms!), CascadeEngine.Trace(loaded.Firms!.Network, question.Options, shock, stop), findings, texts));
        using var document = JsonDocument.Parse(json);
        return new(json, document.RootElement.Clone());
    }

    public void Dispose() => _turn.Dispose();
}
