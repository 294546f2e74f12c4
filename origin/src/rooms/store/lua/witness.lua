--[[
  Raises the watermark to what an edge had seen before Redis lost its memory: the checkpoint is some
  seconds older, and whoever was called in between is not to be overtaken by nobody's fault. Only while
  the room waits for its old places to come back.

  ARGV[1] the watermark that the edge saw in the epoch before

  Returns {'closed'} or {'ok', the watermark in force}
]]
local state = loadState()
if not state then
  return { 'closed' }
end
local seen = tonumber(ARGV[1])
if now < state.resumeAt and seen > state.calledUpTo and seen <= state.issued then
  redis.call('HSET', STATE, 'calledUpTo', seen)
  return { 'ok', seen }
end
return { 'ok', state.calledUpTo }
