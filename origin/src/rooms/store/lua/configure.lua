--[[
  Puts newer settings into force; older or equal ones change nothing.

  ARGV[1] version   ARGV[2] settings, JSON   ARGV[3] event, JSON or ''
  ARGV[4] edits     ARGV[5] last boundary of an event, ms (see `isNewer` in settings.lua)

  Returns 1 when they were applied, else 0.
]]
if not isNewer(tonumber(ARGV[4]), tonumber(ARGV[5])) then
  return 0
end
putOrder(ARGV[4], ARGV[5])
putSettings(ARGV[1], ARGV[2])
putEvent(ARGV[3])
return 1
