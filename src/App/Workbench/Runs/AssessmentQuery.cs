using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Vauban.Adapters.Texts;
using Vauban.App.Sovereignty;
using Vauban.App.Workbench.Access;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;

namespace Vauban.App.Workbench.Runs;

/// <summary>What an address asks of an assessment: the options of <c>vauban assess</c> under the same names.</summary>
/// <remarks>The address is the whole state: who opens it sees the same.</remarks>
public sealed record AssessmentQuery
{
    const double MostOutage = 36500;

    /// <summary>Perimeters as the command line writes them (<c>perimeter</c>); empty for the workspace's.</summary>
    public IReadOnlyList<string> Perimeters { get; init; } = [];

    /// <summary>Ids of technologies (<c>technology</c>); empty for all.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Who is taken away (<c>without</c>).</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Day (<c>at</c>); empty for the package's.</summary>
    public string At { get; init; } = "";

    /// <summary>Which rows count (<c>status</c>); empty for running.</summary>
    public string Status { get; init; } = "";

    /// <summary>Days of an outage (<c>outage</c>); empty for 180.</summary>
    public string Outage { get; init; } = "";

    /// <summary>Reads an address.</summary>
    public static AssessmentQuery Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var query = request.Query;
        return new() { Perimeters = All(query["perimeter"]), Technologies = All(query["technology"]), Without = All(query["without"]), At = One(query["at"]), Status = One(query["status"]), Outage = One(query["outage"]) };
    }

    static string[] All(StringValues values) => [.. values.OfType<string>().Select(v => v.Trim()).Where(v => v.Length > 0).Distinct(StringComparer.Ordinal)];

    static string One(StringValues values) => values.Count > 0 ? values[0]?.Trim() ?? "" : "";

    /// <summary>As it stands behind the question mark of an address, with the mark; empty where nothing is asked.</summary>
    /// <param name="more">Further names and values.</param>
    public string Text(params ReadOnlySpan<(string Name, string Value)> more)
    {
        var pairs = new List<KeyValuePair<string, string?>>();
        pairs.AddRange(Perimeters.Select(v => KeyValuePair.Create("perimeter", (string?)v)));
        pairs.AddRange(Technologies.Select(v => KeyValuePair.Create("technology", (string?)v)));
        pairs.AddRange(Without.Select(v => KeyValuePair.Create("without", (string?)v)));
        foreach (var (name, value) in new[] { ("at", At), ("status", Status), ("outage", Outage) })
            if (value.Length > 0) pairs.Add(KeyValuePair.Create(name, (string?)value));
        foreach (var (name, value) in more)
            if (value.Length > 0) pairs.Add(KeyValuePair.Create(name, (string?)value));
        return QueryString.Create(pairs).Value ?? "";
    }

    /// <summary>Takes somebody away, or gives him back.</summary>
    public AssessmentQuery Switched(string actor) =>
        this with { Without = Without.Contains(actor, StringComparer.Ordinal) ? [.. Without.Where(w => w != actor)] : [.. Without.Append(actor).Order(StringComparer.Ordinal)] };

    /// <summary>The settings; null where something cannot be, and then a sentence that says what.</summary>
    internal SovereigntyOptions? Options(CallerWorkspace caller, Texts texts, out string wrong)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(texts);
        var network = caller.Network;
        wrong = "";
        var perimeters = new List<Perimeter>();
        foreach (var text in Perimeters)
        {
            if (Perimeter.TryParse(text, out var perimeter, out var part)) perimeters.Add(perimeter);
            else wrong = texts.Format("terminal.perimeter.unknown", part ?? text);
        }
        foreach (var id in Technologies)
            if (network.Technologies.All(t => t.Id != id)) wrong = texts.Format("terminal.technology.unknown", id, string.Join(", ", network.Technologies.Select(t => t.Id)));
        DateOnly? at = null;
        if (At.Length > 0 && (at = Day(At)) is null) wrong = texts.Format("workbench.query.date", At);
        var status = Status.Length == 0 ? 0 : FieldCatalog.Statuses.ToList().IndexOf(Status);
        if (status < 0) wrong = texts.Format("workbench.query.status", Status);
        var outage = new SovereigntyOptions().OutageDays;
        if (Outage.Length > 0 && !(double.TryParse(Outage, NumberStyles.Float, CultureInfo.InvariantCulture, out outage) && outage > 0 && outage <= MostOutage)) wrong = texts["terminal.outage"];
        if (wrong.Length > 0) return null;
        var counts = network.At(at, status);
        var actors = new List<Actor>();
        foreach (var text in Without)
        {
            // Whether there is a party of that name is not said to those who may not see it.
            if (ActorSearch.Find(counts, text).Where(a => caller.SeesNames || AssessmentJson.IsOpen(a.Kind)).ToArray() is [var actor]) actors.Add(actor);
            else wrong = texts.Format("terminal.without.unknown", text);
        }
        return wrong.Length > 0 ? null : new()
        {
            Perimeters = perimeters.Count > 0 ? perimeters : caller.Perimeters, Technologies = Technologies, Without = [.. actors.Distinct().Order()], At = at, Status = status, OutageDays = outage,
        };
    }

    static DateOnly? Day(string text) => Dates.TryParse(text, false, out var day) ? day : null;
}
