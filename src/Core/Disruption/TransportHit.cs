using Vauban.Core.Model;

namespace Vauban.Core.Disruption;

/// <summary>What an event on the transport network does to what one line sends.</summary>
/// <param name="Line">Id of the line.</param>
/// <param name="Customer">Id of the line that is supplied over a link; empty: the buyers of what the line makes.</param>
/// <param name="Left">Share of it that can still be carried, 0 to 1.</param>
/// <param name="ExtraDays">Days by which it comes later.</param>
public sealed record TransportHit(string Line, string Customer, double Left, double ExtraDays);

/// <summary>Says what an event hits on the transport network of a package.</summary>
/// <param name="e">Event whose target is on the transport network.</param>
public delegate IReadOnlyList<TransportHit> TransportHits(ThreatEvent e);
