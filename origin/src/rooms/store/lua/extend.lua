--[[
  Gives a visitor who is inside its whole session again, also where sessions are not renewed by
  themselves. Safe to run twice.

  ARGV[1] place id

  Returns {'closed'}, {'ended'} when it is not inside, or {'active', session expiry in ms, session length in ms}
]]
local state = loadState()
if not state then
  return { 'closed' }
end
expire(state)
if not redis.call('ZSCORE', ACTIVE, ARGV[1]) then
  return { 'ended' }
end
local expiry = now + state.sessionMs
redis.call('ZADD', ACTIVE, expiry, ARGV[1])
return { 'active', expiry, state.sessionMs }
