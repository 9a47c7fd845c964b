namespace Vauban.Core.Survey;

/// <summary>What is secret about one question over a number of releases, and what of it each release shows.</summary>
/// <remarks>An unknown is one answer. An answer that was given again in a later round, and moved by no more than the steady share, is the same unknown: the
/// attacker is taken to know that it moved by just that. A larger move is a correction, with an unknown of its own. Unknowns that are in the same cells
/// everywhere form an atom: whatever is known of one of them is known of their sum only. Everything is divided by the largest answer.</remarks>
sealed class AttackModel
{
    /// <summary>One answer.</summary>
    public sealed class Unknown
    {
        public required string Contributor { get; init; }

        /// <summary>Groups that have ever known it.</summary>
        public SortedSet<int> Groups { get; } = [];

        /// <summary>Group whose secret it is: the last one.</summary>
        public int Owner { get; set; }

        /// <summary>1, or -1 for an answer below zero: the attacker is taken to know the sign.</summary>
        public required int Sign { get; init; }

        /// <summary>Smallest size in any release.</summary>
        public double Least { get; set; } = double.PositiveInfinity;

        /// <summary>Largest size in any release.</summary>
        public double Most { get; set; }

        public double Last { get; set; }

        /// <summary>Value per release that has it; a share of the largest answer, like all.</summary>
        public Dictionary<int, double> In { get; } = [];

        public List<int> Rows { get; } = [];

        public int Atom { get; set; }
    }

    /// <summary>One cell of one release.</summary>
    public sealed class Row
    {
        public required int Release { get; init; }

        public required ReleasedCell Cell { get; init; }

        public List<int> Unknowns { get; } = [];

        /// <summary>True value, in the question's unit.</summary>
        public double True { get; set; }

        public int[] Atoms { get; set; } = [];

        /// <summary>Distance of the lowest value shown from the true one, or minus infinity; 0 or less.</summary>
        public double Down { get; set; } = double.NegativeInfinity;

        /// <summary>Distance of the highest value shown from the true one, or infinity; 0 or more.</summary>
        public double Up { get; set; } = double.PositiveInfinity;

        /// <summary>Lowest value shown, in the question's unit; not a number where nothing is.</summary>
        public double Low { get; set; } = double.NaN;

        /// <summary>Highest value shown.</summary>
        public double High { get; set; } = double.NaN;

        /// <summary>True where the value itself is shown.</summary>
        public bool IsShown => Down == 0 && Up == 0;

        /// <summary>True where nothing is shown.</summary>
        public bool IsOpen => double.IsInfinity(Down) && double.IsInfinity(Up);
    }

    readonly double _steady;

    readonly Dictionary<string, int> _groupIndex = new(StringComparer.Ordinal);

    public AttackModel(string question, IReadOnlyList<SurveyRelease> releases, SurveyRules rules)
    {
        Question = question;
        Rules = rules;
        // What was promised with a release stays promised, whatever later ones promise.
        Percents = [.. releases.Select(r => r.Rules.Percent)];
        _steady = releases.Select(r => r.Rules.Steady).Append(rules.Steady).Max();
        Collect(releases);
        Scale = Math.Max(Unknowns.Select(u => u.Most).DefaultIfEmpty(0).Max(), double.Epsilon);
        if (Scale <= double.Epsilon) Scale = 1;
        foreach (var unknown in Unknowns)
        {
            (unknown.Least, unknown.Most) = (unknown.Least / Scale, unknown.Most / Scale);
            foreach (var release in unknown.In.Keys.ToArray()) unknown.In[release] /= Scale;
        }
        var atoms = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var unknown in Unknowns)
        {
            var key = $"{unknown.Sign}|{string.Join(',', unknown.Rows)}";
            if (!atoms.TryGetValue(key, out var atom)) atoms[key] = atom = atoms.Count;
            unknown.Atom = atom;
        }
        Signs = new int[atoms.Count];
        foreach (var unknown in Unknowns) Signs[unknown.Atom] = unknown.Sign;
        foreach (var row in Rows)
        {
            row.Atoms = [.. row.Unknowns.Select(u => Unknowns[u].Atom).Distinct().Order()];
            if (row.Cell.Kind != CellKind.Withheld) SetRow(row, row.Cell.Kind, row.Cell.Low, row.Cell.High);
        }
        Floor = Percents.DefaultIfEmpty(rules.Percent).Max() * Unknowns.Select(u => u.Least).Where(v => v > 0).DefaultIfEmpty(1).Min();
    }

    public string Question { get; }

    public SurveyRules Rules { get; }

    /// <summary>Protection promised with each release.</summary>
    public double[] Percents { get; }

    public List<string> Groups { get; } = [];

    public List<Unknown> Unknowns { get; } = [];

    public List<Row> Rows { get; } = [];

    /// <summary>Sign of each atom.</summary>
    public int[] Signs { get; }

    /// <summary>Largest answer, that all values here are shares of.</summary>
    public double Scale { get; }

    /// <summary>What an upper bound on an answer of zero must leave: the protection of the smallest answer that is not zero.</summary>
    public double Floor { get; }

    /// <summary>Shows, ranges or withholds a row.</summary>
    public void SetRow(Row row, CellKind kind, double low = double.NaN, double high = double.NaN)
    {
        (row.Low, row.High) = (low, high);
        (row.Down, row.Up) = kind switch
        {
            CellKind.Shown => (0, 0),
            CellKind.Range => (Math.Min(0, (low - row.True) / Scale), Math.Max(0, (high - row.True) / Scale)),
            _ => (double.NegativeInfinity, double.PositiveInfinity),
        };
    }

    void Collect(IReadOnlyList<SurveyRelease> releases)
    {
        bool Has(SurveyRelease r) => r.Round.Questions.Any(q => q.Id == Question) && r.Round.Answers.Any(a => a.Question == Question);
        var shared = releases.Where(Has).Select(r => r.Round.Breakdowns.Select(b => b.Name)).Aggregate((IEnumerable<string>?)null, (a, b) => a is null ? b : a.Intersect(b))?.Order(StringComparer.Ordinal).ToArray() ?? [];
        var versions = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var r = 0; r < releases.Count; r++)
        {
            var release = releases[r];
            if (!Has(release)) continue;
            var start = Rows.Count;
            var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var cell in release.Cells.Where(c => c.Question == Question))
            {
                rowOf[SurveyCells.Key(cell.Codes)] = Rows.Count;
                Rows.Add(new() { Release = r, Cell = cell });
            }
            var of = Match(r, release.Round, shared, versions);
            foreach (var (codes, answer) in SurveyCells.Members(release.Round, Question, release.Tables))
            {
                var row = rowOf.TryGetValue(SurveyCells.Key(codes), out var found) ? found : throw new ArgumentException($"The release of {release.Round.Period} lacks a cell of its own tables.");
                var unknown = of[answer];
                Rows[row].Unknowns.Add(unknown);
                Unknowns[unknown].Rows.Add(row);
                Rows[row].True += answer.Value;
            }
            for (var i = start; i < Rows.Count; i++) Rows[i].Unknowns.Sort();
        }
    }

    // Which unknown each answer of a round is.
    Dictionary<object, int> Match(int release, SurveyRound round, string[] shared, Dictionary<string, List<int>> versions)
    {
        var of = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        int[] at = [.. shared.Select(n => round.Breakdowns.ToList().FindIndex(b => b.Name == n))];
        var groups = round.Contributors.ToDictionary(c => c.Id, c => c.Group, StringComparer.Ordinal);
        var answers = round.Answers.Where(a => a.Question == Question).Select(a => (Answer: a, Key: $"{a.Contributor}\u001f{SurveyCells.Key(at.Select(i => a.Codes[i]))}")).OrderBy(a => a.Key, StringComparer.Ordinal).ToArray();
        for (var i = 1; i < answers.Length; i++)
            if (answers[i].Key == answers[i - 1].Key) throw new SurveyHistoryException(Question);
        var taken = new HashSet<int>();
        bool IsSteady(int unknown, double value) => Math.Sign(value) == Math.Sign(Unknowns[unknown].Last)
            && Math.Abs(value - Unknowns[unknown].Last) <= _steady * Math.Max(Math.Abs(value), Math.Abs(Unknowns[unknown].Last));
        foreach (var (answer, key) in answers)
            if (versions.TryGetValue(key, out var known) && known.Where(u => !taken.Contains(u) && IsSteady(u, answer.Value)).DefaultIfEmpty(-1).First() is >= 0 and var same) Take(answer, same);
        // A code that was renamed, or moved to another heading, is no new secret: what the contributor no longer says elsewhere and says here alike is taken for the same.
        var gone = versions.Values.SelectMany(v => v).Where(u => !taken.Contains(u)).Distinct().Order().GroupBy(u => Unknowns[u].Contributor).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        foreach (var (answer, key) in answers)
        {
            if (of.ContainsKey(answer)) continue;
            var same = gone.TryGetValue(answer.Contributor, out var rest) ? rest.Where(u => !taken.Contains(u) && IsSteady(u, answer.Value)).OrderBy(u => Math.Abs(Unknowns[u].Last - answer.Value)).DefaultIfEmpty(-1).First() : -1;
            if (same < 0)
            {
                same = Unknowns.Count;
                Unknowns.Add(new() { Contributor = answer.Contributor, Sign = answer.Value < 0 ? -1 : 1 });
            }
            if (!versions.TryGetValue(key, out var list)) versions[key] = list = [];
            if (!list.Contains(same)) list.Add(same);
            Take(answer, same);
        }
        return of;

        void Take(SurveyAnswer answer, int unknown)
        {
            taken.Add(unknown);
            of[answer] = unknown;
            var u = Unknowns[unknown];
            var size = Math.Abs(answer.Value);
            (u.Last, u.Least, u.Most, u.Owner) = (answer.Value, Math.Min(u.Least, size), Math.Max(u.Most, size), GroupOf(groups[answer.Contributor]));
            u.Groups.Add(u.Owner);
            u.In[release] = answer.Value;
        }
    }

    int GroupOf(string name)
    {
        if (_groupIndex.TryGetValue(name, out var index)) return index;
        _groupIndex[name] = Groups.Count;
        Groups.Add(name);
        return Groups.Count - 1;
    }
}

/// <summary>Two releases break a question down so differently that their answers cannot be told to be the same: nothing can be said about them together.</summary>
/// <param name="question">Question.</param>
#pragma warning disable CA1032, CA1064 // one meaning, one value
public sealed class SurveyHistoryException(string question) : Exception($"The answers to {question} are broken down differently in an earlier release, and cannot be compared.")
{
    /// <summary>Question.</summary>
    public string Question { get; } = question;
}
#pragma warning restore CA1032, CA1064
