#!/usr/bin/env python3
"""README's recipe for Slurm, on a cluster of one node (TAP): slurm.py HANDPRESS

Runs where slurmctld, slurmd and sbatch are installed, and only as root.
"""
import os
import shutil
import socket
import subprocess
import sys
import time

from bench import Skip, equal, main

CONFIGURATION = """
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/none
CredType=cred/none
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=10 State=UP
"""
PATIENCE = 60  # seconds


def free_ports(count):
    """Ports that nobody uses just now."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Cluster:
    """Its daemons, while it is in use as a context."""

    def __init__(self, folder):
        programs = [shutil.which(name) for name in ("slurmctld", "slurmd", "sbatch", "sinfo")]
        if not all(programs):
            raise Skip("Slurm is not installed")
        if os.geteuid() != 0:
            raise Skip("slurmd wants to be root")
        self.folder = folder
        for name in ("state", "spool"):
            (folder / name).mkdir(parents=True)
        (folder / "slurm.conf").write_text(CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], ports=free_ports(2), folder=folder, cpus=os.cpu_count()))
        self.environment = dict(os.environ, SLURM_CONF=str(folder / "slurm.conf"))
        self.daemons = []

    def __enter__(self):
        for command in (["slurmctld", "-D", "-i"], ["slurmd", "-D"]):
            self.daemons.append(subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL,
                                                 stderr=subprocess.DEVNULL))
        for _ in range(PATIENCE):
            state = subprocess.run(["sinfo", "-h", "-o", "%T"], env=self.environment, capture_output=True, text=True,
                                   check=False).stdout.strip()
            if state == "idle":
                return self
            if any(daemon.poll() is not None for daemon in self.daemons):
                break
            time.sleep(1)
        self.__exit__()
        raise Skip("Slurm does not start here")

    def __exit__(self, *_):
        for daemon in self.daemons:
            daemon.terminate()
        for daemon in self.daemons:
            daemon.wait()


def test_an_array_of_jobs(archive):
    for i in range(12):
        archive.note(f"{i:02}.md")
    with Cluster(archive.root / "slurm") as cluster:
        subprocess.run(["sbatch", "--wait", "--quiet", "--array=1-3", "--wrap",
                        f"'{archive.program}' batch in -o out --shard auto"],
                       cwd=archive.root, env=cluster.environment, check=True, capture_output=True, timeout=PATIENCE * 3)
    equal(len(archive.pdfs()), 12)
    reports = [archive.report(f"report-{k}-of-3.json") for k in (1, 2, 3)]
    equal(([r["shard"] for r in reports], sum(len(r["files"]) for r in reports)), (["1/3", "2/3", "3/3"], 12))
    equal(archive.made(), [])


if __name__ == "__main__":
    sys.exit(main([test_an_array_of_jobs]))
