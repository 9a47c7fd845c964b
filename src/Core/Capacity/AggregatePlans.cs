using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>Makes of plans what may be shown to those who compete, or speak for those who do.</summary>
/// <remarks>The reader is taken for one of the owners, who knows his own figures and all that is shown, and who adds, subtracts and multiplies
/// by recipes. So a figure is shown only where it rests on enough independent owners; so does its change from year to year, and its difference
/// from what a plan before it shows; so does what is left of a total without the shown parts; and nothing is shown of which a recipe makes a
/// withheld figure. Names of items are no secret here, and neither is what states and authorities want.</remarks>
public static class AggregatePlans
{
    /// <summary>What one plan comes to.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static AggregatePlan Of(PlanResult result, AggregateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Of([result], options)[0];
    }

    /// <summary>What one plan for all comes to and, after it, what the own plans come to when they meet, where there is such a plan: their
    /// difference is what coordination is worth. Own plans and claims stay out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static IReadOnlyList<AggregatePlan> Of(CoordinationResult result, AggregateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        // The joint outcome is no optimum of anything: nothing is proven of it.
        return Of(result.Joint is { } joint ? [result.Coordinated, new PlanResult(joint.Options, PlanStatus.Limit, joint)] : [result.Coordinated], options);
    }

    /// <summary>What several plans come to that are shown together: other readings, other demands, other measures. A later one is shown as far
    /// as its differences from the earlier ones give nothing away, so the order matters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static IReadOnlyList<AggregatePlan> Of(IReadOnlyList<PlanResult> results, AggregateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        options ??= new();
        options.ThrowIfInvalid();
        var shown = new ShownSums(options);
        return [.. results.Select(r => r.HasPlan ? new PlanAggregation(r, shown, options).Make()
            : new AggregatePlan(options, r.Options.Reading, r.Status, null, [], [], Released.No(WithheldReason.FewOwners), Released.No(WithheldReason.FewOwners)))];
    }
}

/// <summary>Sums that are shown already, by what they are of, so that no difference between two of them gives anything away.</summary>
sealed class ShownSums(AggregateOptions options)
{
    readonly Dictionary<string, List<OwnerSum>> _shown = new(StringComparer.Ordinal);

    /// <summary>Whether sums of one thing may be shown together and beside what is shown of it.</summary>
    public WithheldReason Check(string what, IReadOnlyList<OwnerSum> sums)
    {
        foreach (var sum in sums)
            if (sum.Check(options) is not WithheldReason.None and var why) return why;
        var before = _shown.GetValueOrDefault(what) ?? [];
        for (var i = 0; i < sums.Count; i++)
            foreach (var other in before.Concat(sums.Take(i)))
            {
                var change = sums[i].Less(other);
                if (!change.IsNothingBeside(sums[i].Total) && change.Check(options) != WithheldReason.None) return WithheldReason.Derivable;
            }
        return WithheldReason.None;
    }

    /// <summary>Notes that sums are shown.</summary>
    public void Show(string what, IEnumerable<OwnerSum> sums)
    {
        if (!_shown.TryGetValue(what, out var list)) _shown[what] = list = [];
        list.AddRange(sums);
    }
}
