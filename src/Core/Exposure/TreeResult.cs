using Vauban.Core.Model;
using Vauban.Core.Output;

namespace Vauban.Core.Exposure;

/// <summary>What goals need, unfolded.</summary>
/// <param name="Options">Settings it came from.</param>
/// <param name="Table">Supplies it rests on.</param>
/// <param name="Goals">Goals that the needs come from; none where nothing is asked for.</param>
/// <param name="Tree">Tree.</param>
public sealed record TreeResult(ExposureOptions Options, SupplyTable Table, IReadOnlyList<Goal> Goals, SupplyTree Tree);
