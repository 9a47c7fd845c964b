using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.App.Workbench.Jobs;
using Vauban.Core.Capacity;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Capacity;

/// <summary>The options of everything that plans, under the names of the command.</summary>
static class PlanQuery
{
    /// <summary>Names of the options of a plan.</summary>
    public static readonly IReadOnlyList<string> Names = ["from", "to", "perimeter", "alone", "status", "hold", "shortfall-price", "discount", "empty-pipeline", "gap", "time-limit"];

    // Nobody waits longer in a queue behind one run; longer plans are for the command line.
    const double MostSeconds = 6 * 3600, MostMonths = 120;

    /// <summary>The settings.</summary>
    /// <exception cref="InputException">One cannot be.</exception>
    public static PlanOptions Of(JobAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var (query, texts, network) = (ask.Query, ask.Texts, ask.Network);
        var (from, to) = (query.Date("from", texts), query.Date("to", texts));
        int? months = null;
        if (to is { } last)
        {
            var first = from ?? network.Package.Head.AsOf ?? network.Demands.Select(d => d.Start).Where(s => s is not null).Min() ?? throw new InputException(texts["capacity.plan.from"]);
            months = (last.Year - first.Year) * 12 + last.Month - first.Month + 1;
            if (months is < 1 or > (int)MostMonths) throw new InputException(texts["capacity.plan.months"]);
        }
        return new()
        {
            From = from, Months = months, Alone = query.Has("alone"), Status = query.Status(texts), Perimeter = query.Perimeters(texts)[0],
            ShortfallPrice = query.Number("shortfall-price", 0, Quantity.Largest, texts["capacity.plan.price"]),
            DiscountRate = (query.Number("discount", 0, 999, texts["capacity.plan.percent"]) ?? 3) / 100,
            Pipeline = query.Has("empty-pipeline") ? PlanPipeline.Empty : PlanPipeline.Full,
            Gap = (query.Number("gap", 0, 100, texts["capacity.plan.percent"]) ?? 0.1) / 100,
            TimeLimitSeconds = query.Number("time-limit", 1e-3, MostSeconds, texts["capacity.plan.time"]),
            Holds = [.. query.All("hold").Select(t => PlanHold.TryParse(t, network, out var hold, out var wrong) ? hold : throw new InputException(texts.Format("capacity.plan.hold", t, wrong)))],
        };
    }

    /// <summary>How far a plan is, with its best and its gap so far.</summary>
    public static JobNews News(Reading reading, PlanProgress progress)
    {
        var gap = progress is { Best: { } best, Bound: { } bound } && best > 0 ? (best - bound) / best : (double?)null;
        return new(null, "capacity.plan.step." + progress.Step, texts => texts.Format("workbench.job.plan", texts["capacity.plan.reading." + reading.ToString().ToLowerInvariant()], texts["capacity.plan.step." + progress.Step],
            progress.Best is { } euro ? Money.Text(texts, new(texts), euro) : texts["unit.unknown"], gap is { } share ? new Adapters.Reports.Numbers(texts).Share(share) : texts["unit.unknown"]));
    }
}
