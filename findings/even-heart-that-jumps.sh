#!/usr/bin/env bash
# A heart that beats once a second, exactly, varies by a third of a second: chest straps over Bluetooth.
#
# A strap sends the pulse, the times between beats in 1/1024 s and, where it has one, a counter of energy in kJ before
# them, not in each message (Bluetooth Heart Rate Service 1.0, 3.1; bits 3 and 4 of the flags). Ten messages of two
# beats each, one with 25 kJ, are 20 beats of 1000 ms with a variability (RMSSD) of 0. hrm-recorder 1.0.0 and the
# reader for Garmin of blehrm 0.1.4 do not look at bit 3, so the energy is a beat of 25/1024 s: the RMSSD is above
# 300 ms, where some 20 to 50 are usual at rest. The counter grows, so this falls with exercise, for no reason of the
# heart. hrm-recorder also takes 1/1024 s for a millisecond: without any energy 60 beats a minute are 58.6.
# The reader for Polar of the same blehrm, bleakheart 0.2.0 and pycycling 0.4.1 leave the energy out. Straps
# without the counter, such as Polar's, show none of it.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check \
    hrm-recorder==1.0.0 blehrm==0.1.4 bleakheart==0.2.0 pycycling==0.4.1 bleak==3.1.0 numpy==2.4.6
cat > try.py <<'PYTHON'
import asyncio
import inspect
import struct
from importlib.metadata import version

from bleakheart import HeartRate
from blehrm.clients.garmin_hrm_pro import GarminHRMProClient
from blehrm.clients.polar_h10 import PolarH10Client
from hrm_recorder import recorder
from pycycling.heart_rate_service import HeartRateService

BEATS, ENERGY = 0x10, 0x08


class Strap:
    """What bleak connects to: ten messages with two beats of one second each, the fifth with the energy if any."""

    def __init__(self, energy):
        self.messages = [struct.pack("<BBHH", BEATS, 60, 1024, 1024)] * 10
        if energy:
            self.messages[4] = struct.pack("<BBHHH", BEATS | ENERGY, 60, energy, 1024, 1024)

    async def start_notify(self, characteristic, handler):
        for message in self.messages:
            answer = handler(characteristic, bytearray(message))
            if inspect.isawaitable(answer):
                await answer


async def by_blehrm(reader, strap):
    beats = []
    client = reader(None)
    client.bleak_client = strap
    await client.start_ibi_stream(lambda row: beats.append(row[1]))
    return beats


async def by_bleakheart(strap):
    beats = []
    await HeartRate(strap, callback=lambda frame: beats.append(frame[2][1])).start_notify()
    return beats


async def by_pycycling(strap):
    beats = []
    service = HeartRateService(strap)
    service.set_hr_measurement_handler(lambda measured: beats.extend(measured.rr_interval))
    await service.enable_hr_measurement_notifications()
    return beats


async def by_hrm_recorder(strap):
    connected = recorder()
    connected._connected = True
    await strap.start_notify("", connected._notification_handler)
    return connected.get(interval=60)


def variability(beats):
    steps = [later - earlier for earlier, later in zip(beats, beats[1:])]
    rmssd = (sum(step * step for step in steps) / len(steps)) ** 0.5
    return f"{len(beats)} beats of {min(beats):.1f} to {max(beats):.1f}, RMSSD {rmssd:.1f}"


async def compare():
    for energy in [0, 25, 500]:
        print(f"{energy} kJ")
        print("blehrm, Garmin:", variability(await by_blehrm(GarminHRMProClient, Strap(energy))))
        print("hrm-recorder, in s:", await by_hrm_recorder(Strap(energy)))
        print("blehrm, Polar:", variability(await by_blehrm(PolarH10Client, Strap(energy))))
        print("bleakheart:", variability(await by_bleakheart(Strap(energy))))
        print("pycycling, in 1/1024 s:", variability(await by_pycycling(Strap(energy))))


print(*(f"{name} {version(name)}" for name in ["blehrm", "hrm-recorder", "bleakheart", "pycycling"]), sep=", ")
asyncio.run(compare())
PYTHON
cat > expected <<'TEXT'
blehrm 0.1.4, hrm-recorder 1.0.0, bleakheart 0.2.0, pycycling 0.4.1
0 kJ
blehrm, Garmin: 20 beats of 1000.0 to 1000.0, RMSSD 0.0
hrm-recorder, in s: Avg HR: 58.6, HRV(RMSSD): 0.00
blehrm, Polar: 20 beats of 1000.0 to 1000.0, RMSSD 0.0
bleakheart: 20 beats of 1000.0 to 1000.0, RMSSD 0.0
pycycling, in 1/1024 s: 20 beats of 1024.0 to 1024.0, RMSSD 0.0
25 kJ
blehrm, Garmin: 21 beats of 24.4 to 1000.0, RMSSD 308.5
hrm-recorder, in s: Avg HR: 61.4, HRV(RMSSD): 0.32
blehrm, Polar: 20 beats of 1000.0 to 1000.0, RMSSD 0.0
bleakheart: 20 beats of 1000.0 to 1000.0, RMSSD 0.0
pycycling, in 1/1024 s: 20 beats of 1024.0 to 1024.0, RMSSD 0.0
500 kJ
blehrm, Garmin: 21 beats of 488.3 to 1000.0, RMSSD 161.8
hrm-recorder, in s: Avg HR: 60.1, HRV(RMSSD): 0.17
blehrm, Polar: 20 beats of 1000.0 to 1000.0, RMSSD 0.0
bleakheart: 20 beats of 1000.0 to 1000.0, RMSSD 0.0
pycycling, in 1/1024 s: 20 beats of 1024.0 to 1024.0, RMSSD 0.0
TEXT
env/bin/python try.py > seen
diff expected seen && echo "As described."
