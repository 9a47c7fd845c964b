using System.Text.Json;
using Vauban.Adapters.Formats.Eligibility;
using Vauban.Adapters.Reports;
using Vauban.Adapters.Texts;
using Vauban.Core.Eligibility;
using Vauban.Core.Model;
using Vauban.Tests.Architecture;

namespace Vauban.Tests.Eligibility;

public sealed class PackTests
{
    public static TheoryData<string> Names => [.. RulePacks.Names];

    static PackCheckResult Check(string name)
    {
        var findings = new List<Finding>();
        var pack = RulePacks.Find(name, "/nowhere/" + name, findings);
        Assert.Equal([], findings.Select(f => $"{f.Code} {f.Place.Id}: {string.Join(", ", f.Values)}"));
        var cases = RulePacks.Cases(name, "/nowhere/" + name, pack!, findings);
        Assert.Equal([], findings.Select(f => $"{f.Code} {f.Place.Id}: {string.Join(", ", f.Values)}"));
        return PackCheck.Run(pack!, cases!);
    }

    [Fact]
    public void Every_folder_with_a_pack_is_built_in_under_its_own_name()
    {
        var folders = Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "packs"), "pack.json", SearchOption.AllDirectories).Select(f => Path.GetFileName(Path.GetDirectoryName(f)!)).Order(StringComparer.Ordinal);
        Assert.Equal(folders, RulePacks.Names);
        Assert.All(RulePacks.Names, n => Assert.Equal(n, RulePacks.Of(n).Name));
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_case_comes_out_as_written(string name) => Assert.Equal([], Check(name).Failures.Select(f => $"{f.Case} {f.Rule}: {f.Expected}, not {f.Found}"));

    [Theory, MemberData(nameof(Names))]
    public void Every_rule_is_met_once_not_met_once_and_missing_once(string name)
    {
        var result = Check(name);
        Assert.Equal([], result.Coverage.Where(c => !c.IsComplete).Select(c => $"{c.Rule}: {c.Met} met, {c.NotMet} not met, {c.Missing} missing"));
        Assert.Equal([], result.Uncased);
        Assert.True(result.IsSound);
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_text_of_a_pack_is_there_in_all_languages(string name) => Assert.Empty(Check(name).Untranslated);

    [Theory, MemberData(nameof(Names))]
    public void Every_part_cites_an_article_and_an_address(string name)
    {
        var pack = RulePacks.Of(name);
        PackHead[] heads = [.. pack.Rules.Select(r => r.Head), .. pack.Figures.Select(f => f.Head), .. pack.Choices.Select(c => c.Head), .. pack.Machines.Select(m => m.Head), .. pack.Funding.Select(f => f.Head)];
        Assert.NotEmpty(heads);
        Assert.All(heads, h => Assert.True(h.Article.Length > 0 && h.Cites.StartsWith("https://", StringComparison.Ordinal) && h.Title.English.Length > 10, h.Id));
        // What only rests on memory decides nothing.
        Assert.All(pack.Rules.Where(r => r.Head.Source == SourceClass.Unconfirmed), r => Assert.Equal(RuleKind.Evidence, r.Kind));
    }

    [Theory, MemberData(nameof(Names))]
    public void No_article_stays_in_english_in_other_languages(string name)
    {
        var pack = RulePacks.Of(name);
        foreach (var language in new[] { "fr", "de" })
        {
            var words = new EligibilityWords(pack, Texts.For(language));
            Assert.All(EligibilityWords.Heads(pack).Select(words.Article).Concat(pack.Rules.SelectMany(r => r.Derogations.Select(d => words.Article(d.Article)))), a => Assert.DoesNotMatch(@"\b(to|of|call|read|Agreement|Annex|February|October)\b", a));
        }
        Assert.Equal("Artikel 9 bis 12", new EligibilityWords(pack, Texts.For("de")).Article("9 to 12"));
        Assert.Equal("22 CFR 123.9", new EligibilityWords(pack, Texts.For("fr")).Article("22 CFR 123.9"));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_order_of_records_does_not_matter(string name)
    {
        var pack = RulePacks.Of(name);
        foreach (var at in RulePacks.Cases(name, "/nowhere/" + name, pack, [])!)
        {
            var turned = at.Facts with
            {
                Root = new("", at.Facts.Root.Facts.Reverse().ToDictionary(StringComparer.Ordinal)),
                Lists = at.Facts.Lists.Reverse().ToDictionary(l => l.Key, l => (IReadOnlyList<FactRecord>)[.. l.Value.Reverse()], StringComparer.Ordinal),
                History = [.. at.Facts.History.Reverse()],
            };
            Assert.Equal(Shown(EligibilityEngine.Run(pack, at.Facts, at.Date)), Shown(EligibilityEngine.Run(pack, turned, at.Date)));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Taking_a_fact_away_or_widening_an_interval_never_turns_missing_into_a_firm_answer(string name)
    {
        var pack = RulePacks.Of(name);
        foreach (var at in RulePacks.Cases(name, "/nowhere/" + name, pack, [])!)
        {
            // Without a day of the assessment, so that none stands in for a day that is taken away.
            var before = EligibilityEngine.Run(pack, at.Facts, null);
            foreach (var less in Weaker(at.Facts))
            {
                var after = EligibilityEngine.Run(pack, less, null);
                foreach (var (a, b) in before.Rules.Zip(after.Rules)) Assert.True(b.Outcome == Outcome.Missing || b.Outcome == a.Outcome || (a.Outcome == Outcome.NotApplicable && b.Outcome == Outcome.Met), $"{at.Id} {a.Rule.Head.Id}: {a.Outcome}, with less known {b.Outcome}");
                foreach (var (a, b) in before.Figures.Zip(after.Figures).Where(p => p.First.Applies)) Assert.True(b.Low <= a.Low && b.High >= a.High, $"{at.Id} {a.Figure.Head.Id}");
                foreach (var (a, b) in before.Choices.Zip(after.Choices)) Assert.True(b.Option is null || b.Option == a.Option, $"{at.Id} {a.Choice.Head.Id}");
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Outside_its_dates_no_rule_applies(string name)
    {
        var pack = RulePacks.Of(name);
        foreach (var at in RulePacks.Cases(name, "/nowhere/" + name, pack, [])!)
            foreach (var rule in pack.Rules.Where(r => r.Head.From is not null || r.Head.To is not null))
                foreach (var day in new[] { rule.Head.From?.AddDays(-1), rule.Head.To?.AddDays(1) }.OfType<DateOnly>())
                {
                    var facts = rule.Head.Decisive.Length == 0 ? at.Facts : at.Facts with { Root = new("", new Dictionary<string, FactValue>(at.Facts.Root.Facts, StringComparer.Ordinal) { [rule.Head.Decisive] = new(FactKind.Date, FactOrigin.None) { Date = day } }) };
                    Assert.Equal(Outcome.NotApplicable, EligibilityEngine.Run(pack, facts, day).Rules.Single(r => r.Rule.Head.Id == rule.Head.Id).Outcome);
                }
    }

    // Every fact in turn unknown, and every number as a wider interval.
    static IEnumerable<FactSet> Weaker(FactSet facts)
    {
        foreach (var root in Weaker(facts.Root)) yield return facts with { Root = root };
        foreach (var (name, records) in facts.Lists)
        {
            yield return facts with { Lists = facts.Lists.Where(l => l.Key != name).ToDictionary(StringComparer.Ordinal) };
            for (var i = 0; i < records.Count; i++)
                foreach (var record in Weaker(records[i]))
                    yield return facts with { Lists = new Dictionary<string, IReadOnlyList<FactRecord>>(facts.Lists, StringComparer.Ordinal) { [name] = [.. records.Take(i), record, .. records.Skip(i + 1)] } };
        }
    }

    static IEnumerable<FactRecord> Weaker(FactRecord record)
    {
        foreach (var (name, value) in record.Facts)
        {
            // The group follows from who controls a party; alone it says nothing.
            yield return record with { Facts = record.Facts.Where(f => f.Key != name && !(name == "controlled_by" && f.Key == "group")).ToDictionary(StringComparer.Ordinal) };
            if (value is { Kind: FactKind.Number, Number.IsKnown: true })
                yield return record with { Facts = new Dictionary<string, FactValue>(record.Facts, StringComparer.Ordinal) { [name] = value with { Number = Quantity.Between(value.Number.Low * 0.9, value.Number.High * 1.2) } } };
            if (value is { Kind: FactKind.Countries, Countries.IsEmpty: false })
                yield return record with { Facts = new Dictionary<string, FactValue>(record.Facts, StringComparer.Ordinal) { [name] = value with { IsOpen = true } } };
        }
    }

    static string Shown(EligibilityResult result) => string.Join('\n',
        [.. result.Rules.Select(r => $"{r.Rule.Head.Id} {r.Outcome} {string.Join(',', r.Evidence.Select(e => (e.Record, e.Fact)))} {string.Join(',', r.Missing.Select(e => (e.Record, e.Fact)))} {JsonSerializer.Serialize(r.Change.Select(c => c.ToString() + string.Join(',', c.Records)))}"),
         .. result.Figures.Select(f => $"{f.Figure.Head.Id} {f.Low:G12} {f.High:G12}"), .. result.Choices.Select(c => $"{c.Choice.Head.Id} {c.Option?.Id}"), .. result.Machines.Select(m => $"{m.State.Id} {m.Until}")]);
}
