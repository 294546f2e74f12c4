--[[
  Keeps a value that was loaded under a version, unless the group has been invalidated since:
  an older load never replaces what came after it.

  KEYS[1] version   string: the group's version now
  KEYS[2] value     string: version|payload
  ARGV[1] the version under which the payload was loaded
  ARGV[2] payload
  ARGV[3] time to live, ms

  Returns 1 when the value was kept, else 0.
]]
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[2], ARGV[1] .. '|' .. ARGV[2], 'PX', ARGV[3])
return 1
