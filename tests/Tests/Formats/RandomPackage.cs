using CsCheck;
using Vauban.Core.Model;

namespace Vauban.Tests.Formats;

/// <summary>Packages with every table and every kind of cell, nasty ones included.</summary>
static class RandomPackage
{
    static readonly string[] Texts =
    [
        "plain", "with, comma", "a \"quoted\" word", "two\nlines", "=1+1", "+49 30", "-", "@home", "'=already", "''=twice", "'apostrophe", "tab\there", "Αθήνα", "Київ", "Łódź \U0001F600",
        "_x000D_", "_x005F_x", "_xD800_", "sep=,", "#comment", "5", "007", "1.50", "12,5", "true", "TRUE", "a;b", "  inner   blanks", "<tag>&amp;", "2026-01", "1e5", "\u0085nel", "x\u2028y", "]]>", "{0}", "\\n", "\\",
    ];

    public static Gen<Package> Gen { get; } =
        from seed in CsCheck.Gen.Int[0, int.MaxValue - 1]
        from tables in CsCheck.Gen.Shuffle(FieldCatalog.Tables.ToArray())
        from used in CsCheck.Gen.Int[1, FieldCatalog.Tables.Count]
        from title in CsCheck.Gen.Int[0, Texts.Length - 1]
        from description in CsCheck.Gen.Int[0, Texts.Length - 1]
        select Make(new Random(seed), tables.Take(used), Texts[title], Texts[description]);

    /// <summary>One package with all tables.</summary>
    public static Package One { get; } = Make(new Random(7), FieldCatalog.Tables, "Τίτλος", "two\nlines");

    static Package Make(Random random, IEnumerable<TableSpec> specs, string title, string description) =>
        new(new PackageHead("random-1", title.Trim(), random.Next(3) == 0 ? null : new DateOnly(2026, 1, 1).AddDays(random.Next(1000)), description.Trim()),
            specs.Select(spec => new Table(spec, [.. Enumerable.Range(0, 1 + random.Next(6)).Select(i => MakeRow(random, spec, i))])));

    static Row MakeRow(Random random, TableSpec spec, int i)
    {
        var findings = new List<Finding>();
        var cells = spec.Fields.Select((f, k) => CellText.Normalize(f, k == 0 ? First(f, random, i) : random.Next(3) == 0 ? "" : Raw(f, random), new Place(), findings)).ToArray();
        Assert.DoesNotContain(findings, f => f.Severity == Severity.Error);
        return new Row(cells, new Place());
    }

    static string First(FieldSpec field, Random random, int i) => field.Type is FieldType.Id or FieldType.Text ? $"{Texts[random.Next(Texts.Length)]}{i}".Trim() : Raw(field, random);

    static string Raw(FieldSpec field, Random random)
    {
        var number = random.Next(4) switch { 0 => random.Next(100), 1 => random.NextDouble(), 2 => Math.Round(random.NextDouble() * 80, 2), _ => random.NextDouble() * 1e-9 };
        if (field.Highest is { } most) number = Math.Min(number, most / 2);
        if (!field.MayBeZero) number += 1;
        var text = Quantity.Text(number);
        return field.Type switch
        {
            FieldType.Quantity => random.Next(4) switch { 0 => $"{text}..", 1 => $"..{text}", 2 => $"{text}..{Quantity.Text(number * 1.5)}", _ => text },
            FieldType.Number => random.Next(2) == 0 ? "-" + text : text,
            FieldType.Unit => Units.All[random.Next(Units.All.Count)],
            FieldType.Date => new[] { "2026", "2026-03", "2026-03-31", "1999-12-31" }[random.Next(4)],
            FieldType.Choice or FieldType.Flag => field.Choices[random.Next(field.Choices.Count)],
            FieldType.Choices => string.Join(' ', field.Choices.Take(1 + random.Next(field.Choices.Count))),
            FieldType.Countries => new[] { "EU27+NO", "DE", "WORLD except EU27" }[random.Next(3)],
            FieldType.Sources => "S01 S02",
            _ => Texts[random.Next(Texts.Length)],
        };
    }
}
