using Vauban.Adapters.Reports;
using Vauban.App.Cli;
using Vauban.App.Procurement;
using Vauban.App.Workbench.Access;
using Vauban.App.Workbench.Tables;
using Vauban.Core.Model;
using Vauban.Core.Procurement;

namespace Vauban.App.Workbench.Procurement;

/// <summary>The measures of EDIP Article 85(2) as sentences and tables.</summary>
/// <param name="result">Measures of a year.</param>
/// <param name="caller">Who asks: ids of contracts name whoever is a party to them, so they are for who sees names.</param>
/// <param name="texts">Language.</param>
sealed class ReadinessView(ReadinessResult result, CallerWorkspace caller, Adapters.Texts.Texts texts)
{
    readonly Numbers _numbers = new(texts);
    readonly ReadinessWords _words = new(result, texts);

    /// <summary>What an address asks for.</summary>
    /// <exception cref="InputException">Something cannot be; the message says why.</exception>
    public static ReadinessView Of(TableRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (year, perimeter) = ProcurementQuery.Ready(request.Caller.Network, request.Http.Request, request.Texts);
        return new(ReadinessEngine.Run(request.Caller.Network, perimeter, year), request.Caller, request.Texts);
    }

    /// <summary>The same for a table, which has no place for what is wrong.</summary>
    public static Task<TableContent?> Table(TableRequest request, Func<ReadinessView, TableContent> table)
    {
        try
        {
            return Task.FromResult<TableContent?>(table(Of(request)));
        }
        catch (InputException)
        {
            return Task.FromResult<TableContent?>(null);
        }
    }

    /// <summary>Result.</summary>
    public ReadinessResult Result => result;

    string T(string key, params ReadOnlySpan<string> values) => texts.Format("procurement.readiness." + key, values);

    TableColumn H(string key, bool isNumber = false) => new(T("head." + key), isNumber);

    TableCell Share(double share) => double.IsNaN(share) ? texts["unit.unknown"] : TableCell.Number(share, _numbers.Share(share));

    /// <summary>Base year and denominator, what is left out of it, and that it is indicative.</summary>
    public IEnumerable<string> Answer() => [_words.Title, _words.Denominator, .. _words.LeftOut, _words.Statement];

    /// <summary>Address of the act.</summary>
    public string Cites => _words.Cites;

    /// <summary>The three shares.</summary>
    public TableContent Shares() => new(_words.Title, [H("measure"), new(texts["workbench.readiness.low"], true), new(texts["workbench.readiness.high"], true), H("known", true), H("of")],
        [.. result.Shares.Select(s => (IReadOnlyList<TableCell>)[_words.Measure(s.Measure), Share(s.Low), Share(s.High), Share(s.Known), _words.Of(s)])]);

    /// <summary>Contracts of the year that the caller may see.</summary>
    public TableContent Contracts() => new(T("contracts"),
        [new(T("head.contract")), new(texts["report.date"]), new(T("head.value"), true), .. Enum.GetValues<ReadinessMeasure>().Select(m => new TableColumn(_words.Measure(m)))],
        [.. result.Contracts.Select(c => (IReadOnlyList<TableCell>)[c.Id, Dates.Text(c.Date), c.Value.IsKnown ? TableCell.Number(c.Value.Central, _words.Value(c)) : texts["unit.unknown"],
            .. Enum.GetValues<ReadinessMeasure>().Select(m => (TableCell)_words.Answer(c.Answers[m]))])]) { Nothing = texts["workbench.readiness.none"] };

    /// <summary>True where the caller may see single contracts.</summary>
    public bool SeesContracts => caller.SeesNames;

    /// <summary>The shares as known, with their ranges.</summary>
    public object Chart() => new
    {
        tooltip = new { trigger = "axis" }, legend = new { }, xAxis = new { type = "category", data = result.Shares.Select(s => _words.Measure(s.Measure)), axisLabel = new { width = 150, overflow = "break", interval = 0 } }, yAxis = new { type = "value", min = 0, max = 1 },
        series = new[]
        {
            new { name = texts["workbench.readiness.low"], type = "bar", barMaxWidth = 30, data = result.Shares.Select(s => double.IsNaN(s.Low) ? 0 : s.Low) },
            new { name = T("head.known"), type = "bar", barMaxWidth = 30, data = result.Shares.Select(s => double.IsNaN(s.Known) ? 0 : s.Known) },
            new { name = texts["workbench.readiness.high"], type = "bar", barMaxWidth = 30, data = result.Shares.Select(s => double.IsNaN(s.High) ? 0 : s.High) },
        },
    };
}
