using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using Vauban.Adapters.Solvers;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Exposure;
using Vauban.App.Sovereignty;
using Vauban.App.Studies;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Explore;
using Vauban.App.Workbench.Runs;
using Vauban.Core.Exposure;
using Vauban.Core.Model;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Mcp;

/// <summary>What an assistant is answered, over whatever way it asks: the JSON of the commands, without names of parties and sites, computed from the rows
/// that may leave and no others, and never more than an assistant can read.</summary>
/// <param name="packages">Packages that may be asked about, as they may be seen: by what may leave and by who asks.</param>
/// <param name="engines">Engines.</param>
/// <param name="texts">Language of sentences.</param>
sealed class McpAnswers(IMcpPackages packages, McpEngines engines, Texts texts)
{
    /// <summary>Most characters of an answer.</summary>
    public const int Most = 100_000;

    [Description("Lists the packages that may be asked about, with their technologies and the verbs (develop, produce, use, export) that have goals. Ask this first.")]
    public async Task<CallToolResult> Technologies(CancellationToken stop)
    {
        var all = await packages.All(stop);
        return Answer(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteList("packages", all, p =>
            {
                json.WriteStartObject();
                json.WriteString("package", p.Id);
                json.WriteString("title", p.Workspace.Name);
                Handling(json, p);
                json.WriteList("technologies", p.HasNetwork ? p.Network.Technologies : [], t =>
                {
                    json.WriteStartObject();
                    json.WriteString("technology", t.Id);
                    json.WriteString("name", t.Name);
                    json.WriteTexts("verbs", p.Network.Goals.Where(g => p.Network.Technologies[g.Technology].Id == t.Id).Select(g => g.Verb).Distinct().Order(StringComparer.Ordinal));
                    json.WriteEndObject();
                });
                json.WriteEndObject();
            });
            json.WriteEndObject();
        }));
    }

    [Description("Can a group of countries develop, produce, use and export a technology on its own, and when a source fails? Verdicts in words, figures in three readings with addresses, "
        + "the ladder of bottlenecks, what to ask next, and what would make it Yes.")]
    public Task<CallToolResult> Assess(
        [Description(PackageHelp)] string package, [Description(PerimeterHelp)] string? perimeter = null, [Description("Id of a technology; all where not given.")] string? technology = null,
        [Description(DayHelp)] string? at = null, CancellationToken stop = default) => Asked(package, perimeter, technology, at, [], async (caller, options) =>
        {
            var result = await engines.Assess(caller.Network, options, stop);
            return Document(caller, json => AssessmentJson.Write(json, result, new([]), caller.Findings, texts, Disclosure.Least));
        }, stop);

    [Description("What changes when countries, items or consents are taken away: the verdicts before and after, the first bottleneck, how long stocks last, and what could fill the gap.")]
    public Task<CallToolResult> WhatIf(
        [Description(PackageHelp)] string package, [Description("Who or what is taken away: country codes (NO), item:ID, consent:ID.")] string[] without, [Description(PerimeterHelp)] string? perimeter = null,
        [Description("Id of a technology; all where not given.")] string? technology = null, [Description(DayHelp)] string? at = null, CancellationToken stop = default) =>
        without is not { Length: > 0 } ? Task.FromResult(Refusal(texts["mcp.without"])) : Asked(package, perimeter, technology, at, without, async (caller, options) =>
        {
            var result = await engines.Without(caller.Network, options, stop);
            return Document(caller, json => WithoutJson.Write(json, result, new([]), caller.Findings, texts, Disclosure.Least));
        }, stop);

    [Description("Where a figure comes from: the terms it adds up from, with shadow prices, basis and sources. The address is one that another answer gives, such as field-radio/produce/theta_in.")]
    public Task<CallToolResult> Explain(
        [Description(PackageHelp)] string package, [Description("Address of a figure: TECHNOLOGY/VERB/FIGURE.")] string address, [Description(PerimeterHelp)] string? perimeter = null,
        [Description("Reading of the terms: pessimistic, central or optimistic; central where not given.")] string? reading = null, CancellationToken stop = default) => Asked(package, perimeter, null, null, [], async (caller, options) =>
        {
            Reading? which = reading switch { null or "" or "central" => Reading.Central, "pessimistic" => Reading.Pessimistic, "optimistic" => Reading.Optimistic, _ => null };
            if (which is not { } read) return Refusal(texts.Format("terminal.explain.reading", reading ?? ""));
            options = new() { Perimeters = options.Perimeters, At = options.At, Status = options.Status };
            var result = await Task.Run(() => ExplainStudy.Run(caller.Network, (address ?? "").Trim(), read, options, LinearSolvers.Default, stop), stop);
            return result is null ? Refusal(texts["workbench.explain.none"]) : Document(caller, json => ExplainJson.Write(json, result, names: false));
        }, stop);

    [Description("If a country or an item stops, what depends on it, how far, and over how many tiers.")]
    public async Task<CallToolResult> Dependents(
        [Description(PackageHelp)] string package, [Description("What stops: a country code (NO) or item:ID.")] string what, [Description(PerimeterHelp)] string? perimeter = null, CancellationToken stop = default)
    {
        if (await packages.Find(package ?? "", stop) is not { } caller) return Refusal(texts.Format("mcp.package", package ?? ""));
        if (!caller.HasNetwork) return Refusal(texts["workbench.no-network"]);
        var query = new ExposureQuery { Assessment = new() { Perimeters = [Perimeter(caller, perimeter)] }, What = (what ?? "").Trim() };
        if (query.Options(caller, texts, out var wrong) is not [var options, ..]) return Refusal(wrong);
        if (query.Subject(caller, options) is not { } subject) return Refusal(texts.Format("workbench.dependents.nobody", query.What));
        var result = await engines.Dependents(caller.Network, subject, options, stop);
        return Document(caller, json => ExposureJson.Document(json, caller.Network, [(options, result)], (j, r) => ExposureJson.Dependents(j, r, false), caller.Findings, texts));
    }

    const string PackageHelp = "Id of a package, as technologies lists it.", DayHelp = "Day of the assessment (2025-01-01); the package's where not given.",
        PerimeterHelp = "Who \"we\" are: a named set or a list of countries (EU27, European-NATO, Nordics=DK+FI+SE).";

    async Task<CallToolResult> Asked(string package, string? perimeter, string? technology, string? at, string[] without, Func<CallerWorkspace, SovereigntyOptions, Task<CallToolResult>> answer, CancellationToken stop)
    {
        if (await packages.Find(package ?? "", stop) is not { } caller) return Refusal(texts.Format("mcp.package", package ?? ""));
        if (!caller.HasNetwork) return Refusal(texts["workbench.no-network"]);
        var query = new AssessmentQuery
        {
            Perimeters = [Perimeter(caller, perimeter)], Technologies = technology is { Length: > 0 } ? [technology.Trim()] : [], At = at?.Trim() ?? "", Without = [.. without.Select(w => w.Trim()).Where(w => w.Length > 0).Distinct(StringComparer.Ordinal)],
        };
        if (query.Options(caller, texts, out var wrong) is not { } options) return Refusal(wrong);
        return caller.Network.At(options.At, options.Status).Goals.Count == 0 ? Refusal(texts["terminal.nothing"]) : await answer(caller, options);
    }

    // One perimeter: several beside each other are more than an assistant reads.
    static string Perimeter(CallerWorkspace caller, string? perimeter) => perimeter?.Trim() is { Length: > 0 } text ? text : caller.Workspace.Perimeters is [var own, ..] ? own : Core.Model.Perimeter.Defaults[0].Name;

    static void Handling(Utf8JsonWriter json, CallerWorkspace caller)
    {
        json.WriteString("marking", caller.Marking);
        json.WriteNumber("rowsWithheld", caller.Withheld);
    }

    CallToolResult Document(CallerWorkspace caller, Action<Utf8JsonWriter> write)
    {
        var document = JsonText.Of(write);
        return document.Length > Most ? Refusal(texts["mcp.too-long"]) : Answer(JsonText.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("package", caller.Id);
            Handling(json, caller);
            json.WritePropertyName("answer");
            json.WriteRawValue(document);
            json.WriteEndObject();
        }));
    }

    CallToolResult Answer(string text) => text.Length > Most + 1000 ? Refusal(texts["mcp.too-long"]) : new() { Content = [new TextContentBlock { Text = text }] };

    static CallToolResult Refusal(string reason) => new() { Content = [new TextContentBlock { Text = reason }], IsError = true };
}

/// <summary>Packages that an assistant may ask about.</summary>
interface IMcpPackages
{
    /// <summary>All of them, by id.</summary>
    Task<IReadOnlyList<CallerWorkspace>> All(CancellationToken stop);

    /// <summary>One of them; null where there is none such, or not for who asks.</summary>
    Task<CallerWorkspace?> Find(string id, CancellationToken stop);
}

/// <summary>Engines that an assistant may ask: at once, or from what the workbench has computed lately.</summary>
sealed record McpEngines(
    Func<Network, SovereigntyOptions, CancellationToken, Task<SovereigntyResult>> Assess, Func<Network, SovereigntyOptions, CancellationToken, Task<WithoutResult>> Without,
    Func<Network, Actor, ExposureOptions, CancellationToken, Task<DependentsResult>> Dependents);
