using System.Text.Json;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Capacity;

/// <summary>What all answers about capacity say of themselves, as JSON.</summary>
static class CapacityJson
{
    /// <summary>What the run is known by: package, snapshot, version, solver, day, and its options.</summary>
    /// <param name="json">Open object.</param>
    /// <param name="package">Package.</param>
    /// <param name="solver">Name of the solver; null where nothing was solved, or each part of the answer names its own.</param>
    /// <param name="date">Day of the answer, or null.</param>
    /// <param name="options">Writes the options into an open object.</param>
    public static void Identity(Utf8JsonWriter json, Package package, string? solver, DateOnly? date, Action options)
    {
        json.WriteStartObject("identity");
        json.WriteString("package", package.Head.Name);
        json.WriteString("snapshot", package.Hash);
        json.WriteString("version", ProductVersion.Text);
        if (solver is not null) json.WriteString("solver", solver);
        json.WriteText("date", date is { } day ? Dates.Text(day) : null);
        json.WriteStartObject("options");
        options();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Which rows count, and for what.</summary>
    public static void Counted(Utf8JsonWriter json, int status, IReadOnlyList<string>? technologies = null, IReadOnlyList<string>? verbs = null)
    {
        json.WriteString("status", FieldCatalog.Statuses[status]);
        if (technologies is not null) json.WriteTexts("technologies", technologies);
        if (verbs is not null) json.WriteTexts("verbs", verbs);
    }
}
