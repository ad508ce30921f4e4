namespace TaskRelay.Web.Settings;

/// <summary>
/// Sizes of Machines that Fly offers. Shared CPUs: 1 or an even number up to 8, 256 to 2048 MB for each, in steps of
/// 256. Performance CPUs: up to 16, 2048 to 8192 MB for each, in steps of 1024. The memory decides which of the two.
/// </summary>
public static class FlyGuest
{
    public const int DefaultCpus = 2;

    public const int DefaultMemoryMb = 2048;

    private const int MostShared = 8;
    private const int Most = 16;

    /// <summary>What is wrong with the number of CPUs; null when nothing is.</summary>
    public static string? CpusFault(int cpus) =>
        cpus is < 1 or > Most || (cpus > 1 && cpus % 2 != 0) ? $"Must be 1 or an even number up to {Most}." : null;

    /// <summary>What is wrong with the memory for so many CPUs; null when nothing is.</summary>
    public static string? MemoryFault(int cpus, int memoryMb)
    {
        if (CpusFault(cpus) is not null || IsShared(cpus, memoryMb)
            || (memoryMb >= 2048 * cpus && memoryMb <= 8192 * cpus && memoryMb % 1024 == 0))
        {
            return null;
        }

        return cpus <= MostShared
            ? $"With {cpus} CPUs Fly offers {256 * cpus} to {2048 * cpus} in steps of 256 (shared), and up to {8192 * cpus} in steps of 1024 (performance)."
            : $"With {cpus} CPUs Fly offers {2048 * cpus} to {8192 * cpus} in steps of 1024 (performance).";
    }

    /// <summary>Shared CPUs can give this much memory; else it takes performance ones.</summary>
    public static bool IsShared(int cpus, int memoryMb) =>
        cpus <= MostShared && memoryMb >= 256 * cpus && memoryMb <= 2048 * cpus && memoryMb % 256 == 0;
}
