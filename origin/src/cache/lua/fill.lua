--[[
  Keeps a value that was loaded under a version, unless the group has been invalidated since:
  an older load never replaces what came after it. A group without a version gets its first one.

  KEYS[1] version   string: the group's version now
  KEYS[2] value     string: version|payload
  ARGV[1] the version that was seen before the load; empty when there was none
  ARGV[2] the version to give to a group that still has none
  ARGV[3] payload
  ARGV[4] time to live of the value, ms
  ARGV[5] time to live of a new version, ms

  Returns 1 when the value was kept, else 0.
]]
local version = redis.call('GET', KEYS[1]) or ''
if version ~= ARGV[1] then
  return 0
end
if version == '' then
  version = ARGV[2]
  redis.call('SET', KEYS[1], version, 'PX', ARGV[5])
end
redis.call('SET', KEYS[2], version .. '|' .. ARGV[3], 'PX', ARGV[4])
return 1
