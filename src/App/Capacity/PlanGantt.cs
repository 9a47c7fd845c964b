using System.Globalization;
using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.Core.Capacity;

namespace Vauban.App.Capacity;

/// <summary>Starts over time in plain characters: a row for each, letters where the output is piped, blocks on a terminal. Neither needs colour.</summary>
sealed class PlanGantt
{
    const int Label = 30, Widest = 72;

    // Before it starts, permits, building, ramp, full output.
    static readonly string Letters = ".pbr#", Blocks = "·░▒▓█";

    readonly Plan _plan;
    readonly string _marks;
    readonly int _columns;
    readonly double _monthsPerColumn;

    PlanGantt(Plan plan, int room, bool hasBlocks)
    {
        _plan = plan;
        _marks = hasBlocks ? Blocks : Letters;
        var months = plan.Periods[^1].End;
        // Whole columns per month or whole months per column, so that equal times look equal.
        if (months <= room) (_columns, _monthsPerColumn) = (months * (room / months), 1.0 / (room / months));
        else
        {
            var each = (months + room - 1) / room;
            (_columns, _monthsPerColumn) = ((months + each - 1) / each, each);
        }
    }

    public static void Write(Call call, PlanWords say, PlanAnswer answer, Plan plan, int most)
    {
        var room = Math.Clamp(call.Terminal.Width - Label - 3, 20, Widest);
        var isTerminal = call.Terminal is { IsInteractive: true, HasSymbols: true };
        var gantt = new PlanGantt(plan, room, isTerminal);
        var sheet = new Sheet(call.Terminal.Out, [Label, gantt._columns], call.Terminal.HasSymbols);
        sheet.Row(["", new(gantt.Axis(), Sheet.Quiet)]);
        foreach (var start in plan.Starts.Take(most))
        {
            var mark = start.IsDecided ? '=' : answer.NoRegret.Any(n => n.Expansion == start.Expansion) ? '*' : ' ';
            sheet.Row([new("  " + (mark == ' ' ? "" : mark + " ") + say.Start(start), Hang: 1), gantt.Bar(start)]);
        }
        var key = gantt._marks;
        Lines.Write(call.Terminal.Out, "  " + say.T("gantt.legend", $"{key[1]}", $"{key[2]}", $"{key[3]}", $"{key[4]}"), 0, 2, Sheet.Quiet);
    }

    /// <summary>Years where they begin, in words where there is room before the next; the first column bears the first year.</summary>
    string Axis()
    {
        int YearAt(int column) => _plan.Periods[0].First.AddMonths((int)Math.Floor(column * _monthsPerColumn + 1e-9)).Year;
        var begins = Enumerable.Range(0, _columns).Where(c => c == 0 || YearAt(c) != YearAt(c - 1)).ToArray();
        var line = new char[_columns];
        Array.Fill(line, '-');
        for (var i = 0; i < begins.Length; i++)
        {
            line[begins[i]] = '|';
            var text = YearAt(begins[i]).ToString(CultureInfo.InvariantCulture);
            if (begins[i] + 1 + text.Length <= (i + 1 < begins.Length ? begins[i + 1] : _columns)) text.CopyTo(line.AsSpan(begins[i] + 1));
        }
        return new(line);
    }

    string Bar(PlanStart start)
    {
        var bar = new char[_columns];
        for (var c = 0; c < _columns; c++)
        {
            // The middle of the column decides.
            var month = (c + 0.5) * _monthsPerColumn;
            bar[c] = _marks[month < start.StartMonth ? 0 : month < start.StartMonth + start.PermitMonths ? 1 : month < start.FirstOutputMonth ? 2 : month < start.FullOutputMonth ? 3 : 4];
        }
        return new(bar);
    }
}
