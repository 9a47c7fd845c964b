using Vauban.Core.Model;

namespace Vauban.Core.Capacity;

/// <summary>A case that is priced: what must be reached without whom.</summary>
/// <param name="Name">As the user wrote it.</param>
/// <param name="Denial">Who is denied.</param>
/// <param name="Level">Share of the goals to reach.</param>
public sealed record IndependenceCase(string Name, Denial Denial, double Level = 1);

/// <summary>Settings of the question what independence costs.</summary>
public sealed record IndependenceOptions
{
    /// <summary>Who "we" are. Default EU27.</summary>
    public Perimeter Perimeter { get; init; } = Perimeter.Defaults[0];

    /// <summary>Day; null takes the package's.</summary>
    public DateOnly? At { get; init; }

    /// <summary>0 counts running rows only, 1 also funded, 2 also announced. Default 0.</summary>
    public int Status { get; init; }

    /// <summary>Technologies by id; empty takes all that have goals.</summary>
    public IReadOnlyList<string> Technologies { get; init; } = [];

    /// <summary>Verbs; empty takes all that have goals.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>Cases beside "with everybody" and "inside alone".</summary>
    public IReadOnlyList<IndependenceCase> Cases { get; init; } = [];

    /// <summary>Years over which the cost to build is spread. Default 10.</summary>
    public double Years { get; init; } = 10;

    internal void ThrowIfInvalid(Network network)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Status);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Status, 2);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Years);
        foreach (var c in Cases)
            if (!(c.Level is > 0 and <= Output.OutputProgram.ThetaCap)) throw Wrong($"The level {c.Level} is not between 0 and {Output.OutputProgram.ThetaCap}.", nameof(Cases));
        foreach (var id in Technologies)
            if (!network.Technologies.Any(t => t.Id == id)) throw Wrong($"There is no technology \"{id}\".", nameof(Technologies));
        foreach (var verb in Verbs)
            if (!FieldCatalog.Verbs.Contains(verb)) throw Wrong($"There is no verb \"{verb}\".", nameof(Verbs));
    }

    static ArgumentException Wrong(string message, string option) => new(message, option);
}
