namespace TaskRelay.Simulator.Auth;

internal enum AccessLevel
{
    None,
    Read,
    Write,
    Admin,
}
