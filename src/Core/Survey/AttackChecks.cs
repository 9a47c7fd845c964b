namespace Vauban.Core.Survey;

/// <summary>One thing that an attacker must not know too well: a sum of unknowns of one group, or what is left of a withheld cell.</summary>
/// <param name="Owner">Group whose secret it is; -1 for what a withheld cell is without the attacker's part.</param>
/// <param name="Row">A cell that it is in, for naming it.</param>
/// <param name="Unknowns">Unknowns, ascending.</param>
/// <param name="Release">Release that makes it a secret.</param>
/// <param name="IsRepeat">True where it was one before, and has grown a little since.</param>
sealed record AttackTarget(int Owner, int Row, int[] Unknowns, int Release, bool IsRepeat)
{
    /// <summary>True where it is no fault of its release that it is known before: what is left of a withheld cell was shown when more stood behind it, or an answer has moved a little.</summary>
    public bool MayBeOld => Owner < 0 || IsRepeat;
}

/// <summary>That somebody does not know something too well: there must be other answers, which agree with all that he knows, and for which
/// the sum of these terms is at least the need.</summary>
/// <param name="Attacker">Group that attacks.</param>
/// <param name="Target">What it must not know.</param>
/// <param name="IsUpper">True for the upper bound.</param>
/// <param name="Terms">Atoms with their factors, of how far their sums are from the true ones.</param>
/// <param name="Need">How far the sum of the terms must reach.</param>
/// <param name="Tolerance">The protection itself, as a share of the largest answer.</param>
/// <param name="True">The true value, as a share of the largest answer.</param>
sealed record AttackCheck(int Attacker, AttackTarget Target, bool IsUpper, (int Atom, int Factor)[] Terms, double Need, double Tolerance, double True);

/// <summary>What one group does not know of a question.</summary>
sealed class AttackerView
{
    /// <summary>Nobody but the attacker is in the atom.</summary>
    public const int Nobody = -1;

    /// <summary>Several groups are in the atom beside the attacker.</summary>
    public const int Several = -2;

    public AttackerView(AttackModel model, int attacker)
    {
        Attacker = attacker;
        Rest = new double[model.Signs.Length];
        Sole = new int[model.Signs.Length];
        Array.Fill(Sole, Nobody);
        foreach (var unknown in model.Unknowns)
        {
            if (unknown.Groups.Contains(attacker)) continue;
            Rest[unknown.Atom] += unknown.Least;
            Sole[unknown.Atom] = Sole[unknown.Atom] == Nobody || Sole[unknown.Atom] == unknown.Owner ? unknown.Owner : Several;
        }
    }

    public int Attacker { get; }

    /// <summary>Size of what the attacker does not know, per atom.</summary>
    public double[] Rest { get; }

    /// <summary>The only group beside the attacker per atom, or <see cref="Nobody"/>, or <see cref="Several"/>.</summary>
    public int[] Sole { get; }
}

/// <summary>Lists everything that every group must not know of a question.</summary>
sealed class AttackChecks
{
    readonly AttackModel _model;

    public AttackChecks(AttackModel model)
    {
        _model = model;
        Views = [.. Enumerable.Range(0, model.Groups.Count).Select(g => new AttackerView(model, g))];
        Targets = Collect();
    }

    public IReadOnlyList<AttackerView> Views { get; }

    public IReadOnlyList<AttackTarget> Targets { get; }

    /// <summary>The checks of one attacker. Those that hold whatever is shown are left out unless all are asked for.</summary>
    public IEnumerable<AttackCheck> Of(AttackerView view, bool all = false)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var target in Targets)
        {
            if (target.Owner == view.Attacker) continue;
            var unknowns = target.Unknowns.Where(u => !_model.Unknowns[u].Groups.Contains(view.Attacker)).ToArray();
            if (unknowns.Length == 0) continue;
            foreach (var check in target.Owner < 0 ? Remainder(view, target, unknowns) : Secret(view, target, unknowns))
            {
                if (!all && (check.Need <= 0 || !seen.Add($"{check.IsUpper}|{check.Need:R}|{string.Join(',', check.Terms)}"))) continue;
                yield return check;
            }
        }
    }

    // The target's part of an atom can be anything from nothing to all that the attacker does not know of it, and is all where nobody else is in it.
    IEnumerable<AttackCheck> Secret(AttackerView view, AttackTarget target, int[] unknowns)
    {
        var least = unknowns.Sum(u => _model.Unknowns[u].Sign * _model.Unknowns[u].Least);
        var size = Size(unknowns, target.Release);
        var tolerance = Percent(target.Release) * size;
        int[] atoms = [.. unknowns.Select(u => _model.Unknowns[u].Atom).Distinct().Order()];
        var (above, below) = (new List<(int, int)>(), new List<(int, int)>());
        double most = 0, lowest = 0;
        foreach (var atom in atoms)
        {
            var (sign, isSole) = (_model.Signs[atom], view.Sole[atom] == target.Owner);
            if (sign > 0 || isSole)
            {
                above.Add((atom, sign));
                most += sign * view.Rest[atom];
            }
            if (sign < 0 || isSole)
            {
                below.Add((atom, -sign));
                lowest += sign * view.Rest[atom];
            }
        }
        var up = size > 0 ? tolerance : _model.Floor;
        yield return new(view.Attacker, target, true, [.. above], least + up - most, up, least);
        if (size > 0) yield return new(view.Attacker, target, false, [.. below], tolerance - least + lowest, tolerance, least);
    }

    IEnumerable<AttackCheck> Remainder(AttackerView view, AttackTarget target, int[] unknowns)
    {
        int[] atoms = [.. unknowns.Select(u => _model.Unknowns[u].Atom).Distinct().Order()];
        var rest = atoms.Sum(a => _model.Signs[a] * view.Rest[a]);
        var tolerance = Percent(target.Release) * Math.Abs(rest);
        var up = tolerance > 0 ? tolerance : _model.Floor;
        yield return new(view.Attacker, target, true, [.. atoms.Select(a => (a, _model.Signs[a]))], up, up, rest);
        if (tolerance > 0) yield return new(view.Attacker, target, false, [.. atoms.Select(a => (a, -_model.Signs[a]))], tolerance, tolerance, rest);
    }

    // What is protected is a share of the value as it was in the release; of what only several releases tell apart, of the smallest.
    double Size(IEnumerable<int> unknowns, int release) => Math.Abs(unknowns.Sum(u => _model.Unknowns[u].In.TryGetValue(release, out var value) ? value : _model.Unknowns[u].Sign * _model.Unknowns[u].Least));

    // What only several releases tell apart has the least that one of them promised.
    double Percent(int release) => release >= 0 ? _model.Percents[release] : _model.Percents.Min();

    List<AttackTarget> Collect()
    {
        var targets = new List<AttackTarget>();
        var sizes = new Dictionary<string, double>(StringComparer.Ordinal);
        void Add(int owner, int row, IEnumerable<int> unknowns, int release)
        {
            int[] sorted = [.. unknowns.Distinct().Order()];
            if (sorted.Length == 0) return;
            var (key, size) = ($"{owner}|{string.Join(',', sorted)}", Percent(release) * Size(sorted, release));
            var isRepeat = sizes.TryGetValue(key, out var known);
            if (isRepeat && size <= known) return;
            sizes[key] = size;
            targets.Add(new(owner, row, sorted, release, isRepeat));
        }
        for (var r = 0; r < _model.Rows.Count; r++)
        {
            var row = _model.Rows[r];
            foreach (var group in row.Unknowns.GroupBy(u => _model.Unknowns[u].Owner).OrderBy(g => g.Key)) Add(group.Key, r, group, row.Release);
            if (row.Cell.Sensitive != Model.Sensitivity.None) Add(-1, r, row.Unknowns, row.Release);
        }
        // What several releases tell apart together is a secret too, though no table has a cell for it.
        foreach (var atom in Enumerable.Range(0, _model.Unknowns.Count).GroupBy(u => (_model.Unknowns[u].Atom, _model.Unknowns[u].Owner)).OrderBy(g => g.Key))
            if (_model.Unknowns[atom.First()].Rows is [var first, ..]) Add(atom.Key.Owner, first, atom, -1);
        return targets;
    }
}
