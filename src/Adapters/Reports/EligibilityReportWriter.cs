using Vauban.Core.Eligibility;
using Vauban.Core.Model;

namespace Vauban.Adapters.Reports;

/// <summary>What a self-assessment is about.</summary>
/// <param name="Item">Item.</param>
/// <param name="Title">Title of the contract; blank where there is none.</param>
/// <param name="About">What its file says of it.</param>
/// <param name="Basis">Basis of its facts.</param>
public sealed record EligibilitySubject(Item Item, string Title, string About, string Basis);

/// <summary>Writes self-assessments as one HTML file: a table of the rules per instrument, with evidence, what is missing and links to the articles.</summary>
/// <remarks>The same input gives the same bytes.</remarks>
public static class EligibilityReportWriter
{
    /// <summary>The report as the text of an HTML file.</summary>
    /// <param name="network">Network.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="results">One for each pack.</param>
    /// <param name="findings">What was found in the data.</param>
    /// <param name="identity">What the run is known by.</param>
    /// <param name="language">Language: en, fr, de.</param>
    public static string Write(Network network, EligibilitySubject subject, IReadOnlyList<EligibilityResult> results, IReadOnlyList<Finding> findings, ReportIdentity identity, string language)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(identity);
        return new EligibilityReport(network, subject, Texts.Texts.For(language)).Write(results, findings, identity);
    }
}

/// <summary>The chapters of the report.</summary>
sealed class EligibilityReport(Network network, EligibilitySubject subject, Texts.Texts texts)
{
    readonly CapacityPage _page = new(network, texts, true);

    string T(string key, params ReadOnlySpan<string> values) => texts.Format("eligibility." + key, values);

    public string Write(IReadOnlyList<EligibilityResult> results, IReadOnlyList<Finding> findings, ReportIdentity identity)
    {
        // Every fact that is shown, so that the page carries the strictest marking of them.
        var rows = results.SelectMany(r => r.Rules).SelectMany(r => r.Evidence.Concat(r.Missing)).Concat(results.SelectMany(r => r.Figures).SelectMany(f => f.Evidence.Concat(f.Missing))).Select(u => u.Value?.Origin).OfType<FactOrigin>()
            .Select(o => new Provenance("", o.Place, o.Sources, o.Basis, o.Marking, true)).Append(subject.Item.From).ToArray();
        _page.Open(T("report.eyebrow"), T("report.title", subject.Item.Name), rows,
            [(T("report.contract"), subject.Title.Length > 0 ? subject.Title : T("no-contract")), (texts["report.date"], results[0].Date is { } day ? Dates.Text(day) : texts["report.no-date"]), (texts["report.version"], $"Vauban {identity.Version}")]);
        if (subject.Basis == "synthetic") _page.Html.Add($"<p><strong>{T("synthetic")}</strong></p>\n");
        if (subject.About.Length > 0) _page.Html.Add($"<p>{subject.About}</p>\n");
        _page.Contents([.. results.Select(r => (r.Pack.Name, r.Pack.Instrument))]);
        foreach (var result in results) Chapter(result);
        _page.Appendix(findings, rows);
        _page.Identity(identity, [.. results.Select(r => (T("head.pack"), $"{r.Pack.Name}, CELEX {r.Pack.Celex}, {r.Pack.ReadOn.In(texts.Language)}"))]);
        return _page.Close();
    }

    void Chapter(EligibilityResult result)
    {
        var words = new EligibilityWords(result.Pack, texts);
        _page.Section(result.Pack.Name, words.Of(result.Pack.Title));
        _page.Html.Add($"<p><strong>{words.Statement(result.Outcome)}</strong></p>\n<p>{words.Count(result)}</p>\n");
        foreach (var day in words.Days(result)) _page.Html.Add($"<p class=\"legend\">{day}</p>\n");
        if (result.Pack.About is { } about) _page.Html.Add($"<p class=\"legend\">{words.Of(about)}</p>\n");
        if (result.Rules.Count > 0) Rules(result, words);
        if (result.Figures.Any(f => f.Applies))
            _page.Table(T("figures"), [T("head.rule"), T("head.article"), T("head.asks"), T("head.value"), T("head.missing")],
                [.. result.Figures.Where(f => f.Applies).Select(f => (IReadOnlyList<string>)[f.Figure.Head.Id, words.Article(f.Figure.Head), words.Of(f.Figure.Head.Title) + (f.Figure.Head.Source == SourceClass.Unconfirmed ? " " + T("unconfirmed") : ""), words.Figure(f), string.Join(texts["sentence.semicolon"], f.Missing.Select(words.Missing))])], [1, 2, 3, 4]);
        foreach (var choice in result.Choices.Where(c => c.Applies))
            _page.Html.Add($"<p><strong>{words.Of(choice.Choice.Head.Title)}</strong> {words.Choice(choice)}</p>\n");
        foreach (var machine in result.Machines) State(machine, words);
        _page.Html.Add($"<p class=\"legend\">{T("foot.before")} <a href=\"{result.Pack.Cites}\">{result.Pack.Cites}</a> ({words.ReadOn})</p>\n");
        _page.EndSection();
    }

    void Rules(EligibilityResult result, EligibilityWords words)
    {
        var caption = T("report.rules", result.Pack.Instrument);
        _page.Html.Add($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\"><table>\n<caption>{caption}</caption>\n<thead><tr>");
        foreach (var head in new[] { "rule", "asks", "outcome", "evidence", "missing" }) _page.Html.Add($"<th scope=\"col\">{T("head." + head)}</th>");
        _page.Html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var rule in result.Rules)
        {
            _page.Html.Add($"<tr><th scope=\"row\">{rule.Rule.Head.Id}<span class=\"sub\"><a href=\"{rule.Rule.Head.Cites}\">{words.Article(rule.Rule.Head)}</a></span></th><td class=\"tx\">{words.Of(rule.Rule.Head.Title)}");
            if (rule.Rule.Head.About is { } about) _page.Html.Add($"<span class=\"sub\">{words.Of(about)}</span>");
            _page.Html.Add($"</td><td><strong>{words.Outcome(rule)}</strong>");
            if (words.Measured(rule) is { Length: > 0 } measured && rule.Outcome != Outcome.NotApplicable) _page.Html.Add($"<span class=\"sub\">{measured}</span>");
            if (rule.By is { } by) _page.Html.Add($"<span class=\"sub\">{T("derogation", words.Of(by.Title), words.Article(by.Article))}</span>");
            _page.Html.Raw("</td><td class=\"tx\">");
            foreach (var use in rule.Evidence.Where(u => !u.IsMissing)) _page.Html.Add($"<span class=\"sub\">{words.Evidence(use)}</span>");
            _page.Html.Raw("</td><td class=\"tx\">");
            var most = rule.Rule.Kind == RuleKind.Evidence ? 6 : int.MaxValue;
            foreach (var use in rule.Missing.Take(most)) _page.Html.Add($"<span class=\"sub\">{words.Missing(use)}</span>");
            if (rule.Missing.Count > most) _page.Html.Add($"<span class=\"sub\">{T("more", (rule.Missing.Count - most).ToString(System.Globalization.CultureInfo.InvariantCulture))}</span>");
            if (rule.Change.Count > 0) _page.Html.Add($"<span class=\"sub\">{T("change", string.Join(texts["sentence.semicolon"], rule.Change.Select(words.Step)))}</span>");
            _page.Html.Raw("</td></tr>\n");
        }
        _page.Html.Raw("</tbody></table></div>\n");
    }

    void State(MachineResult machine, EligibilityWords words)
    {
        _page.Html.Add($"<h3>{texts.Format("terminal.colon", words.Of(machine.Machine.Head.Title), words.Of(machine.State.Title))}</h3>\n");
        if (words.Until(machine) is { Length: > 0 } until) _page.Html.Add($"<p>{until}</p>\n");
        if (machine.State.Measures.Count == 0) return;
        _page.Html.Raw("<ul>\n");
        foreach (var measure in machine.State.Measures) _page.Html.Add($"<li>{words.Of(measure.Title)} ({words.Article(measure.Article)})</li>\n");
        _page.Html.Raw("</ul>\n");
    }
}
