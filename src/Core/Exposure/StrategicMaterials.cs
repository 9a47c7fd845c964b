using Vauban.Core.Model;

namespace Vauban.Core.Exposure;

/// <summary>The strategic raw materials of the Union, and whether an item is one of them at a stage of processing.</summary>
/// <remarks>Regulation (EU) 2024/1252, Annex I. The article speaks of the raw material at its stages of processing, so a thing made of it
/// (a tungsten carbide core) is none: an item counts only where its name says the material, a stage or grade, and nothing else.</remarks>
public static class StrategicMaterials
{
    static readonly string[] Plain =
    [
        "bauxite", "alumina", "aluminium", "bismuth", "cobalt", "copper", "gallium", "germanium", "tungsten",
        "platinum", "palladium", "rhodium", "ruthenium", "iridium", "osmium",
        "neodymium", "praseodymium", "terbium", "dysprosium", "gadolinium", "samarium", "cerium",
    ];

    // Only this grade or form is in the annex.
    static readonly (string Material, string[] Needs)[] Graded =
    [
        ("boron", ["metallurgy", "metallurgical"]), ("lithium", ["battery"]), ("manganese", ["battery"]), ("graphite", ["battery"]), ("nickel", ["battery"]),
        ("magnesium", ["metal"]), ("silicon", ["metal"]), ("titanium", ["metal"]),
    ];

    static readonly HashSet<string> StageWords = new(StringComparer.Ordinal)
    {
        "ore", "ores", "concentrate", "concentrates", "mine", "mined", "mining", "extraction", "extracted", "processing", "processed", "refining", "refined", "refinery",
        "separation", "separated", "smelting", "smelted", "metal", "oxide", "oxides", "raw", "material", "primary", "natural", "synthetic", "grade", "battery",
        "metallurgy", "metallurgical", "and", "or", "in", "as", "counted", "stage", "powder", "e", "p",
    };

    /// <summary>True where an item is a strategic raw material at a stage of processing, by its name or its id (English names).</summary>
    public static bool Contains(Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.Kind is "material" or "" && (IsNamed(item.Name) || IsNamed(item.Id));
    }

    static bool IsNamed(string name)
    {
        var words = new string([.. name.ToLowerInvariant().Select(c => char.IsLetter(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = false;
        foreach (var word in words)
        {
            if (Plain.Contains(word)) found = true;
            else if (Graded.FirstOrDefault(g => g.Material == word).Needs is { } needs)
            {
                if (!words.Any(needs.Contains)) return false;
                found = true;
            }
            else if (!StageWords.Contains(word)) return false;
        }
        return found;
    }
}
