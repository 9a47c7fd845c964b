using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Studio;
using Vauban.Core.Capacity;
using Vauban.Core.Model;
using Vauban.Core.Workspaces;

namespace Vauban.App.Workbench.Jobs;

/// <summary>What a job of the store holds beside its kind and snapshot: whose view of the rows, for whom the answer is, in which language, and the options.</summary>
/// <param name="Clearance">What the person who asks may see.</param>
/// <param name="Seen">Hash of the package as he sees it: a result is for those who see the same.</param>
/// <param name="View">What the answer speaks of.</param>
/// <param name="Language">Language of the findings.</param>
/// <param name="Query">Options.</param>
/// <param name="Changes">What the options name that may be altered later, as it was when it was asked: steps of a scenario that are applied first, or scenarios that are played; empty for none.</param>
sealed record JobTicket(Clearance Clearance, string Seen, JobView View, string Language, JobQuery Query, string Changes = "")
{
    static readonly string[] Words = ["authority", "association", "items", "names"];

    /// <summary>True for an answer about single lines, false for sums over independent owners.</summary>
    public bool IsOfLines => View == JobView.Lines;

    /// <summary>What a kind is asked, of the package and the files as they are seen.</summary>
    /// <exception cref="InputException">The steps of the scenario cannot be applied.</exception>
    public JobAsk Ask(LoadedPackage seen, JobFiles files)
    {
        var texts = Texts.For(Language);
        var changed = With(seen) ?? throw new InputException(texts["workbench.job.scenario"]);
        // What everybody may have names no company, site or line.
        return new(changed.Network, View == JobView.Items ? changed.OpenFindings : changed.Findings, texts, Query, Sums) { View = View, Kept = Changes, Files = files };
    }

    /// <summary>The package with the steps of the scenario; null where they cannot be applied. Scenarios that are played change nothing of it.</summary>
    public LoadedPackage? With(LoadedPackage seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (Changes.Length == 0) return seen;
        var findings = new List<Finding>();
        return ScenarioContent.Of(Changes).ApplyTo(seen.Network, findings) is { } network ? seen with { Network = network, Findings = [.. seen.Findings, .. findings] } : null;
    }

    /// <summary>What must hold for a figure to be shown; null where every line may be.</summary>
    public AggregateOptions? Sums => View == JobView.Sums ? new() : null;

    /// <summary>As it is kept.</summary>
    public string Json() => JsonText.Of(json =>
    {
        json.WriteStartObject();
        Asked(json);
        json.WriteString("marking", Clearance.Marking);
        json.WriteText("party", Clearance.Party);
        json.WriteBoolean("priorities", Clearance.SeesPriorities);
        json.WriteString("seen", Seen);
        json.WriteEndObject();
    });

    /// <summary>What the result depends on. Who sees the same rows and asks the same gets the same.</summary>
    /// <param name="kind">Kind.</param>
    /// <param name="snapshot">Snapshot.</param>
    public RunKey Key(JobKind kind, string snapshot)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return new(snapshot, $"{kind.Key} {ProductVersion.Text}", JsonText.Of(json =>
        {
            json.WriteStartObject();
            Asked(json);
            json.WriteEndObject();
        }), Seen);
    }

    void Asked(Utf8JsonWriter json)
    {
        json.WriteString("as", Words[(int)View]);
        json.WriteString("language", Language);
        json.WriteStartObject("options");
        foreach (var (name, values) in Query.Values) json.WriteTexts(name, values);
        json.WriteEndObject();
        if (Changes.Length > 0) json.WriteString("changes", Changes);
    }

    /// <summary>Reads what is kept.</summary>
    /// <exception cref="JsonException">It is no ticket.</exception>
    public static JobTicket Of(JobKind kind, string text)
    {
        ArgumentNullException.ThrowIfNull(kind);
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        var language = root.GetProperty("language").GetString()!;
        var options = root.GetProperty("options").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, new StringValues([.. p.Value.EnumerateArray().Select(v => v.GetString())])));
        return new(new(root.GetProperty("marking").GetString()!, root.GetProperty("party").GetString()) { SeesPriorities = root.TryGetProperty("priorities", out var sees) && sees.GetBoolean() }, root.GetProperty("seen").GetString()!, Array.IndexOf(Words, root.GetProperty("as").GetString()) is >= 0 and var view ? (JobView)view : JobView.Sums, language,
            new(kind, [.. options], Texts.For(language)), root.TryGetProperty("changes", out var changes) ? changes.GetString()! : "");
    }
}
