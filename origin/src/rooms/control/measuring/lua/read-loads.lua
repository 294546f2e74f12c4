--[[
  The reports that still count. Those of origins that have gone silent are taken out.

  KEYS[1] hash: origin -> time of the report, ms | report, JSON
  ARGV[1] how long reports count, ms

  Returns the reports, JSON.
]]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local reports = {}
local fields = redis.call('HGETALL', KEYS[1])
for index = 1, #fields, 2 do
  local at, json = string.match(fields[index + 1], '^(%d+)|(.*)$')
  if now - tonumber(at) < tonumber(ARGV[1]) then
    reports[#reports + 1] = json
  else
    redis.call('HDEL', KEYS[1], fields[index])
  end
end
return reports
