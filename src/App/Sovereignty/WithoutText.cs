using System.Globalization;
using Spectre.Console;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Model;
using Vauban.Core.Output;
using Vauban.Core.Sovereignty;
using Vauban.Core.Studies;

namespace Vauban.App.Sovereignty;

/// <summary>Before and after side by side, what binds first, and who could fill it.</summary>
static class WithoutText
{
    const int MostGaps = 3, MostFillers = 6;

    public static void Write(Call call, WithoutResult result, bool all)
    {
        var sentences = new Sentences(result.After.Network, call.Texts, true);
        var who = sentences.Names.Join(result.Without.Select(sentences.Names.Actor));
        foreach (var technology in result.Grids.GroupBy(g => g.After.Technology.Index))
        {
            call.Terminal.Out.WriteLine();
            AssessText.Title(call, result.After, technology.First().After);
            foreach (var grid in technology) Write(call, grid, who, sentences, all);
        }
    }

    static void Write(Call call, WithoutGrid grid, string who, Sentences sentences, bool all)
    {
        var texts = call.Texts;
        call.Terminal.Out.WriteLine();
        string[] labels = [texts["terminal.without.inside"], texts["terminal.without.others"], texts["terminal.grid.exposure"]];
        var rows = grid.Rows.Where(r => r.After.Goals.Count > 0).ToArray();
        var sheet = new Sheet(call.Terminal.Out, Sheet.Widths(call.Terminal.Width, Math.Max(labels.Max(Lines.Cells) + 1, grid.After.Perimeter.Name.Length), 2, 44), call.Terminal.HasSymbols);
        sheet.Row(new SheetCell(grid.After.Perimeter.Name, Sheet.Strong), new("  " + texts["terminal.without.before"], Sheet.Strong), new("  " + texts.Format("terminal.without.after", who), Sheet.Strong, 2));
        foreach (var row in rows)
        {
            var (old, now) = (row.Before, row.After);
            sheet.Rule();
            sheet.Row(new SheetCell(sentences.Verb(now.Verb), Sheet.Strong), GridTable.Verdict(call, old, sentences), GridTable.Verdict(call, now, sentences));
            sheet.Row(new SheetCell(" " + labels[0], Sheet.Quiet, 1), Reach(old, old.Reliance.ThetaIn), Change(call, now, old.Reliance.ThetaIn, now.Reliance.ThetaIn));
            sheet.Row(new SheetCell(" " + labels[1], Sheet.Quiet, 1), Reach(old, old.Reliance.ThetaAll), Change(call, now, old.Reliance.ThetaAll, now.Reliance.ThetaAll));
            sheet.Row(new SheetCell(" " + labels[2], Sheet.Quiet, 1), GridTable.Exposure(call, old, sentences), GridTable.Exposure(call, now, sentences));
        }
        sheet.Rule();
        Lines.Write(call.Terminal.Out, texts["terminal.without.legend"], 0, 0, Sheet.Quiet);
        var isChanged = false;
        var shown = new HashSet<int>();
        foreach (var row in rows.Where(r => all || r.After.Verb != SovereigntyEngine.Together)) isChanged |= Explain(call, row, who, sentences, all ? null : shown);
        if (!isChanged) Lines.Write(call.Terminal.Out, texts.Format("terminal.without.nothing", who), 0, 0);

        SheetCell Reach(VerbRow row, Figure? figure) => new("  " + sentences.Reach(row, figure), null, 1);

        SheetCell Change(Call call, VerbRow row, Figure? old, Figure? now)
        {
            var reach = sentences.Reach(row, now);
            if (old is null || now is null || IsSame(old, now)) return new("  " + reach, null, 1);
            // Less or more is said by the sign, not by the colour.
            var isLess = now.Low <= old.Low + 1e-9 && now.Central <= old.Central + 1e-9 && now.High <= old.High + 1e-9;
            return new((isLess ? call.Terminal.HasSymbols ? "▼ " : "v " : call.Terminal.HasSymbols ? "▲ " : "^ ") + reach, new(isLess ? Color.Red : Color.Green, decoration: Decoration.Bold), 3);
        }
    }

    static bool IsSame(Figure a, Figure b) => Math.Abs(a.Low - b.Low) < 1e-7 && Math.Abs(a.Central - b.Central) < 1e-7 && Math.Abs(a.High - b.High) < 1e-7;

    // Items shown for one verb are not shown again for the next; null shows every item every time.
    static bool Explain(Call call, WithoutRow row, string who, Sentences sentences, HashSet<int>? shown)
    {
        var texts = call.Texts;
        var isSame = row.Before.Reliance.Verdict == row.After.Reliance.Verdict && IsSame(row.Before.Reliance.ThetaAll!, row.After.Reliance.ThetaAll!)
            && IsSame(row.Before.Reliance.ThetaIn!, row.After.Reliance.ThetaIn!);
        if (isSame && row.Gaps.Count == 0 && row.Consents.Count == 0) return false;
        call.Terminal.Out.WriteLine();
        call.Terminal.Out.Write(new Text(sentences.Verb(row.After.Verb), Sheet.Strong));
        Lines.Write(call.Terminal.Out, "  " + sentences.Goals(row.After), Lines.Cells(sentences.Verb(row.After.Verb)), 2, Sheet.Quiet);
        if (isSame) Lines.Write(call.Terminal.Out, "  " + texts.Format("terminal.without.same", who), 0, 4);
        if (row.Consents.Count > 0) Lines.Write(call.Terminal.Out, "  " + texts.Format("terminal.without.consents", sentences.Names.Join(row.Consents.Select(sentences.Names.Consent).Distinct())), 0, 4);
        if (row.Bottleneck is { } rung)
        {
            var most = shown is null ? int.MaxValue : MostGaps;
            var names = rung.Rows.Take(most).Select(r => Bottleneck(call, r, row.After, sentences));
            if (rung.Rows.Count > most) names = names.Append(texts.Format("sentence.more", Number(rung.Rows.Count - most)));
            var text = texts.Format("terminal.without.bottleneck", string.Join("; ", names));
            Lines.Write(call.Terminal.Out, "  " + text + (row.BottleneckReading == Reading.Central ? "" : " " + texts["terminal.assess.pessimistic"]), 0, 4);
        }
        if (row.CoverDays.Low < SovereigntyOptions.CoverCapDays) Lines.Write(call.Terminal.Out, "  " + texts.Format("terminal.without.cover", CoverText.Of(row.CoverDays, sentences, texts)), 0, 4);
        var fresh = row.Gaps.Where(g => shown is null || !shown.Contains(g.Item)).ToArray();
        foreach (var gap in fresh.Take(shown is null ? int.MaxValue : MostGaps))
        {
            Gap(call, gap, row.After, sentences, shown is null);
            shown?.Add(gap.Item);
        }
        if (shown is not null && fresh.Length > MostGaps) Lines.Write(call.Terminal.Out, "  " + texts.Format("terminal.without.more-items", Number(fresh.Length - MostGaps)), 0, 4, Sheet.Quiet);
        if (fresh.Length < row.Gaps.Count) Lines.Write(call.Terminal.Out, "  " + texts["terminal.without.as-above"], 0, 4, Sheet.Quiet);
        foreach (var gap in fresh) shown?.Add(gap.Item);
        return true;
    }

    static string Bottleneck(Call call, BottleneckRow row, VerbRow verb, Sentences sentences)
    {
        if (row.Relief.Kind == ReliefKind.Consent) return sentences.Bottleneck(row, verb);
        var name = sentences.Names.Item(row.Relief.Index);
        if (row.Relief.Kind == ReliefKind.Holding) return call.Texts.Format("terminal.without.not-held", name);
        var (left, need) = sentences.InsideAndNeed(row, verb);
        return call.Texts.Format("terminal.without.left", name, left, sentences.Numbers.RateUnit(row.Unit!, sentences.Period(verb)), need);
    }

    static void Gap(Call call, SupplyGap gap, VerbRow verb, Sentences sentences, bool all)
    {
        var texts = call.Texts;
        var network = sentences.Network;
        var item = network.Items[gap.Item];
        var period = sentences.Period(verb);
        var factor = Numbers.Factor(period);
        var unit = sentences.Numbers.RateUnit(item.Unit.Amount, period);
        var head = gap.IsHeld
            ? texts.Format(gap.IsHeldAfter ? "terminal.without.gap.held" : "terminal.without.gap.not-held", item.Name)
            : texts.Format("terminal.without.gap", item.Name, sentences.Numbers.Readings(gap.Need, factor), sentences.Numbers.Readings(gap.Before, factor), sentences.Numbers.Readings(gap.After, factor), unit);
        Lines.Write(call.Terminal.Out, "  " + head, 0, 4);
        if (gap.Fillers.Count == 0 && gap.Expansions.Count == 0) Lines.Write(call.Terminal.Out, "    " + texts["terminal.without.nobody"], 0, 6);
        var shown = all ? gap.Fillers.Count : Math.Min(gap.Fillers.Count, MostFillers);
        var sheet = new Sheet(call.Terminal.Out, FillerWidths(call, gap, sentences, shown), call.Terminal.HasSymbols);
        foreach (var filler in gap.Fillers.Take(shown))
        {
            var where = texts[filler.IsInside ? "terminal.without.is-inside" : "terminal.without.is-outside"];
            sheet.Row("    " + sentences.Names.Supply(filler.Supply), where, new SheetCell(gap.IsHeld ? texts[filler.Supply.Kind == SupplyKind.Line ? "terminal.without.holds" : "terminal.without.may-hold"] : Capacity(filler, factor, unit, sentences, texts), null, 2));
        }
        if (shown < gap.Fillers.Count) Lines.Write(call.Terminal.Out, "    " + texts.Format("sentence.more", Number(gap.Fillers.Count - shown)), 0, 6, Sheet.Quiet);
        foreach (var way in gap.Expansions)
            Lines.Write(call.Terminal.Out, "    " + texts.Format("terminal.without.expansion", way.Id, sentences.Numbers.Quantity(way.Adds.Times(factor)), unit, sentences.Numbers.Quantity(way.Months),
                way.Place.IsEmpty ? texts["sentence.place.unknown"] : sentences.Names.Place(way.Place)), 0, 6);
    }

    static int[] FillerWidths(Call call, SupplyGap gap, Sentences sentences, int shown)
    {
        var name = 4 + gap.Fillers.Take(shown).Select(f => Lines.Cells(sentences.Names.Supply(f.Supply))).DefaultIfEmpty(0).Max();
        name = Math.Min(name, call.Terminal.Width * 2 / 5);
        var where = Math.Max(Lines.Cells(call.Texts["terminal.without.is-inside"]), Lines.Cells(call.Texts["terminal.without.is-outside"]));
        return [name, where, Math.Max(20, call.Terminal.Width - 1 - name - where - 4)];
    }

    static string Capacity(Filler filler, double factor, string unit, Sentences sentences, Vauban.Adapters.Texts.Texts texts)
    {
        var text = !filler.Supply.IsKnown ? texts["terminal.without.unknown-capacity"]
            : double.IsInfinity(filler.Spare) ? texts.Format("terminal.without.capacity", sentences.Numbers.Readings(filler.Capacity, factor), unit)
            : filler.Spare > 0 ? texts.Format("terminal.without.spare", sentences.Numbers.Readings(filler.Capacity, factor), unit, sentences.Numbers.Text(filler.Spare * factor))
            : texts.Format("terminal.without.used", sentences.Numbers.Readings(filler.Capacity, factor), unit);
        if (filler.Customers > 0)
            text += "; " + texts.Format("terminal.without.qualified", Number(filler.Qualified), Number(filler.Customers)) + (filler.NotKnown > 0 ? " " + texts.Format("terminal.without.qualified-unknown", Number(filler.NotKnown)) : "");
        return filler.SwitchDays is { } days ? text + "; " + texts.Format("terminal.without.switch", sentences.Numbers.Text(days)) : text;
    }

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
