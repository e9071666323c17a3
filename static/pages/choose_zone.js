// A new account begins in the zone of the device, also where an invitation leads to the form.

const zone = document.querySelector('select[name="zone"]');
const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone.value === "UTC" && [...zone.options].some((option) => option.value === deviceZone)) zone.value = deviceZone;
