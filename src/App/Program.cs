using Vauban.App.Cli;

namespace Vauban.App;

/// <summary>The executable: a list of commands.</summary>
static class Program
{
    /// <summary>All commands, in the order in which the help shows them.</summary>
    internal static IReadOnlyList<CommandMaker> Commands { get; } =
    [
        Sovereignty.AssessCommand.Create,
        Exposure.ExposureCommand.Create,
        Capacity.CapacityCommand.Create,
        Disruption.DisruptionCommand.Create,
        Procurement.ProcurementCommand.Create,
        Mobility.MobilityCommand.Create,
        Survey.SurveyCommand.Create,
        Eligibility.EligibilityCommand.Create,
        Evidence.EvidenceCommand.Create,
        Import.StartCommand.Create,
        Import.MergeCommand.Create,
        Matching.MatchCommand.Create,
        Import.DiffCommand.Create,
        Studies.ExplainCommand.Create,
        Reports.ReportCommand.Create,
        Formats.InitCommand.Create,
        Formats.ValidateCommand.Create,
        Formats.ConvertCommand.Create,
        Model.PerimetersCommand.Create,
        Mcp.McpCommand.Create,
        Workbench.AuditCommand.Create,
        Workbench.StoreCommand.Create,
        Workbench.ServeCommand.Create,
    ];

    static Task<int> Main(string[] args) => CommandLine.RunAsync(args, Commands, Terminal.OfProcess());
}
