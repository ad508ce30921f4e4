using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Fly.Machines;

/// <summary>How Machines begin, run and end.</summary>
public sealed partial class FlyCloud
{
    /// <summary>Makes a Machine and lets it start, unless it is held.</summary>
    internal FlyMachine Add(string app, string? name, string? region, JsonObject config, bool start = true)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(7));
        var machine = new FlyMachine(id, app, name ?? $"quiet-wind-{id[..4]}", region ?? "fra", config, _time.GetUtcNow());
        machine.Folder = Path.Combine(_folder, id);
        lock (_gate)
        {
            _machines.Add(machine);
            Note(machine, "launch", "created", "user");
        }
        if (start && !HoldsInCreated)
            Live(machine);
        return machine;
    }

    internal void Live(FlyMachine machine)
    {
        lock (_gate)
            _lives.Add(Task.Run(() => LiveAsync(machine)));
    }

    internal void Stop(FlyMachine machine, string signal, TimeSpan patience)
    {
        GuestProcess? guest;
        lock (_gate)
        {
            guest = machine.Guest;
            machine.IsStopRequested = true;
            if (guest is null)
            {
                if (machine.State is "created" or "starting" or "started")
                    End(machine);
                return;
            }
            Note(machine, "stop", "stopping", "user");
        }
        guest.Signal(signal["SIG".Length..]);
        lock (_gate)
            _lives.Add(KillAfterAsync(guest, patience));
    }

    internal async Task DestroyAsync(FlyMachine machine)
    {
        GuestProcess? guest;
        lock (_gate)
        {
            guest = machine.Guest;
            Note(machine, "destroy", guest is null ? "destroyed" : "destroying", "user");
        }
        if (guest is null)
            return;
        guest.Kill();
        await guest.Ended;
    }

    /// <summary>Ends with the next change of any Machine.</summary>
    internal Task Changed
    {
        get
        {
            lock (_gate)
                return _changed.Task;
        }
    }

    private async Task KillAfterAsync(GuestProcess guest, TimeSpan patience)
    {
        if (await Task.WhenAny(guest.Ended, Task.Delay(patience, _time)) != guest.Ended)
            guest.Kill();
    }

    private async Task LiveAsync(FlyMachine machine)
    {
        while (true)
        {
            GuestProcess guest;
            lock (_gate)
            {
                if (machine.State is "destroying" or "destroyed" || machine.Guest is not null)
                    return;
                if (!CanPullImages)
                {
                    Note(machine, "launch", "failed", "flyd");
                    return;
                }
                Directory.CreateDirectory(machine.Folder);
                Note(machine, "start", "starting", "flyd");
                guest = machine.Guest = GuestProcess.Start(machine, GuestCommand);
                Note(machine, "start", "started", "flyd");
            }
            var code = await guest.Ended;
            lock (_gate)
            {
                (machine.Guest, machine.LastOutput) = (null, guest.Output);
                var exit = new FlyExit(code, machine.IsOutOfMemory, machine.IsStopRequested);
                var isDestroyed = machine.State is "destroying" or "destroyed";
                Note(machine, "exit", isDestroyed ? "destroyed" : "stopped", "flyd", exit);
                if (isDestroyed || !Restarts(machine, exit))
                {
                    End(machine);
                    break;
                }
                machine.Restarts++;
            }
            guest.Dispose();
        }
        Clear(machine.Folder);
    }

    /// <summary>Fly's default is to start again what failed: a client that wants none of it has to say so.</summary>
    private static bool Restarts(FlyMachine machine, FlyExit exit) =>
        !exit.StopRequested && machine.Restarts < MostRestarts && machine.Text("restart", "policy") switch
        {
            "no" => false,
            "always" => true,
            _ => exit.Code != 0,
        };

    private void End(FlyMachine machine)
    {
        if (machine.State != "destroyed")
            Note(machine, machine.AutoDestroys ? "destroy" : "exit", machine.AutoDestroys ? "destroyed" : "stopped", "flyd");
    }

    private void Note(FlyMachine machine, string type, string state, string source, FlyExit? exit = null)
    {
        machine.State = state;
        machine.UpdatedAt = _time.GetUtcNow();
        machine.EventList.Insert(0, new FlyMachineEvent(type, state, source, machine.UpdatedAt, exit));
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }

    private static void Clear(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A process of the guest's may still be on its way out; the whole state goes with the simulator.
        }
    }
}
