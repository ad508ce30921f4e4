using System.Globalization;

namespace TaskRelay.Web.Components.Parts;

/// <summary>Numbers as they are shown.</summary>
public static class Amounts
{
    /// <summary>Dollars: cents for what costs dollars, finer below.</summary>
    public static string Money(double dollars) => dollars.ToString(dollars is > 0 and < 1 ? "$0.00##" : "$#,0.00", CultureInfo.InvariantCulture);

    /// <summary>Such as <c>950</c>, <c>12.4 k</c> or <c>1.2 M</c>.</summary>
    public static string Count(long count) => count switch
    {
        < 1000 => count.ToString(CultureInfo.InvariantCulture),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1000.0:0.#} k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000_000.0:0.##} M"),
    };

    /// <summary>A share in whole per cent.</summary>
    public static string Share(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");
}
