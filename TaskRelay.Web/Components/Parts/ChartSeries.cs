using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Parts;

/// <summary>One colour of a chart.</summary>
/// <param name="Name">Its name in the legend and the table.</param>
/// <param name="Tone">Its colour, as the style sheets know it.</param>
/// <param name="Value">Its height on a day; null where there is none.</param>
public sealed record ChartSeries(string Name, string Tone, Func<TaskFigure, double?> Value);
