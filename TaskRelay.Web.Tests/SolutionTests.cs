using TaskRelay.Contracts;

namespace TaskRelay.Web.Tests;

public sealed class SolutionTests
{
    [Fact]
    public void Worker_routes_live_below_api() => Assert.StartsWith("/api/", WorkerRoutes.Claim);
}
