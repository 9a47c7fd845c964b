using Vauban.Core.Model;

namespace Vauban.Core.Rules.Goals;

/// <summary>A goal for an item whose list of lines is complete and empty can never be met.</summary>
sealed class UnmadeGoalRule : IRule
{
    public void Check(Network network, ICollection<Finding> findings)
    {
        foreach (var goal in network.Goals)
        {
            var item = network.Items[goal.Item];
            if (item.IsComplete && !item.IsFree && network.LinesOfItem[item.Index].Length == 0)
                findings.Warn("W-GOAL-02", Places.Of(network, "goals", goal.Index, "item"), item.Id);
        }
    }
}
