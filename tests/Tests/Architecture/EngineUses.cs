using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Vauban.Tests.Architecture;

/// <summary>Finds features that use each other: types of one namespace below a root that mention types of another.</summary>
static partial class EngineUses
{
    /// <summary>One use that crosses from one feature to another.</summary>
    public sealed record Use(string From, string To, string FromType, string ToType);

    /// <summary>The uses between features below a root namespace, such as Vauban.Core, from the compiled module.</summary>
    public static IReadOnlyList<Use> In(ModuleDefinition module, string root)
    {
        var uses = from type in module.GetTypes()
                   let owner = Compiled.Outermost(type)
                   let word = Word(owner.Namespace, root)
                   where word is not null
                   from used in Compiled.Uses(type)
                   let target = Outermost(used)
                   let other = Word(target.Namespace, root)
                   where other is not null && other != word
                   select new Use(word, other, owner.Name, target.Name);
        return [.. uses.Distinct().OrderBy(u => u.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The features that a source text names in full. A constant leaves no trace in the compiled code, its name does here.</summary>
    public static IReadOnlyList<string> NamedIn(string source) =>
        [.. FullName().Matches(source).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    static string? Word(string name, string root) =>
        name.StartsWith(root + ".", StringComparison.Ordinal) ? name[(root.Length + 1)..].Split('.')[0] : null;

    static TypeReference Outermost(TypeReference type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    [GeneratedRegex(@"\bCore\.([A-Z]\w*)")]
    private static partial Regex FullName();
}
