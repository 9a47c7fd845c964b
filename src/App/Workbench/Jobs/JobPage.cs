using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Vauban.Adapters.Stores;
using Vauban.App.Cli;
using Vauban.App.Workbench.Frame;
using Vauban.App.Workbench.Studio;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Jobs;

/// <summary>A page whose answer a job of the same word gives: a form that asks, how far it is, and what came of it. <c>job</c> in the address
/// names it, so that the address shows the same to whoever may see it, on any server.</summary>
public abstract class JobPage : WorkspacePage
{
    const int MostEarlier = 8;

    [Inject] internal JobDesk Desk { get; set; } = null!;

    [Inject] internal IWorkspaceStore Store { get; set; } = null!;

    /// <summary>Kind of the job.</summary>
    internal JobKind Kind { get; private set; } = null!;

    /// <summary>The job that the address names; null for none, or for one that the caller may not see.</summary>
    internal SeenJob? Asked { get; private set; }

    /// <summary>What came of it; null while nothing did.</summary>
    internal JsonElement? Document { get; private set; }

    /// <summary>True for a document that a clock or a person ended.</summary>
    protected bool IsEndedEarly { get; private set; }

    /// <summary>Options in the form; null until they are read.</summary>
    internal JobQuery? Given { get; private set; }

    /// <summary>Values of the form's fields.</summary>
    protected IReadOnlyDictionary<string, string> Fields => Given is null ? new Dictionary<string, string>() : Given.Values.ToDictionary(v => v.Key, v => v.Value[0], StringComparer.Ordinal);

    /// <summary>Jobs of the kind that were asked for before, newest first.</summary>
    internal IReadOnlyList<SeenJob> Earlier { get; private set; } = [];

    /// <summary>What is wrong with the options; empty where nothing is.</summary>
    protected string Wrong { get; private set; } = "";

    /// <summary>Id of the job that the address names; empty for none.</summary>
    protected string JobId => Http.Request.Query["job"].ToString();

    /// <summary>True where the caller may start a job.</summary>
    protected bool MayAsk => Here.Has(Role.Analyst) || Here.Has(Role.Steward);

    /// <summary>True where the caller gets single lines.</summary>
    protected bool SeesLines => JobDesk.SeesLines(Here);

    /// <summary>Loads what the address names.</summary>
    protected override async Task OnInitializedAsync()
    {
        if (!Here.HasNetwork) return;
        Kind = JobKind.All[PageIndex.EntryOf(GetType())!.Key];
        Asked = await Desk.Find(Here, JobId, Stop);
        if (Asked is not null)
        {
            Document = await Desk.Document(Asked, Stop);
            IsEndedEarly = Document is not null && await Desk.Result(Asked, Stop) is { Status: RunStatus.EndedByClock };
        }
        if (SeesLines) Scenarios = [("", T["capacity.policy.base"]), .. (await Store.Scenarios(Here.Id, Stop)).Where(s => ScenarioContent.Of(s.Changes) is { Count: > 0, Without.Count: 0 } c && ScenarioStep.IsSeen(c, Here)).Select(s => (s.Id, s.Name))];
        Earlier = await Desk.List(Here, Kind.Key, MostEarlier, Stop);
        Given = Asked?.Ticket.Query ?? Address();
        if (Http.Request.Query.ContainsKey("busy")) Wrong = T.Format("workbench.job.busy", JobDesk.MostOpen.ToString(System.Globalization.CultureInfo.InvariantCulture));
        else if (Wrong.Length == 0 && Http.Request.Query.ContainsKey("ask")) Wrong = await Desk.Wrong(Here, Kind, Given, T, Stop);
    }

    /// <summary>Scenarios that can be applied first, and none.</summary>
    protected IReadOnlyList<(string Value, string Text)> Scenarios { get; private set; } = [];

    JobQuery Address()
    {
        try
        {
            return new(Kind, Http.Request.Query, T);
        }
        catch (InputException e)
        {
            Wrong = e.Message;
            return new(Kind, [], T);
        }
    }

    /// <summary>Address of a job on this page.</summary>
    internal string At(SeenJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return $"{Here.At(Kind.Key)}?job={job.Job.Id}";
    }

    /// <summary>What a job was asked with, short: for lists of them.</summary>
    internal string Title(SeenJob job)
    {
        ArgumentNullException.ThrowIfNull(job);
        var options = string.Join(", ", job.Ticket.Query.Values.Select(v => $"{Label(v.Key)} {string.Join(" + ", v.Value.Select(t => Word(v.Key, t)))}"));
        return options.Length > 0 ? options : T["workbench.job.defaults"];
    }

    /// <summary>What an option was given, in words.</summary>
    protected virtual string Word(string option, string value) => option == JobDesk.ScenarioOption ? Scenario(value) : value;

    string Scenario(string id) => Scenarios.FirstOrDefault(s => s.Value == id).Text ?? T["workbench.job.scenario.gone"];

    string Label(string option) => T.Find("workbench.option." + option) ?? option;
}
