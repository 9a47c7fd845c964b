namespace Vauban.Core.Workspaces;

/// <summary>What a person may do in a workspace. A person may hold several; who holds none sees nothing of it.</summary>
public enum Role
{
    /// <summary>Sees verdicts and figures, without names of single points.</summary>
    Viewer,

    /// <summary>Sees single points, veto sets and cut sets with a logged reason; saves scenarios and runs.</summary>
    Analyst,

    /// <summary>Uploads and repairs data, decides on findings.</summary>
    Steward,

    /// <summary>Runs surveys; sees no sealed answer.</summary>
    SurveyOfficer,

    /// <summary>Answers for its own company and sees nothing else.</summary>
    Company,

    /// <summary>Reads the audit log.</summary>
    Auditor,

    /// <summary>Gives roles, keys and clearances, deletes the workspace.</summary>
    Administrator,
}
