--[[
  The log from which the public record of a draw is made: who was called and who entered, under numbers that were
  drawn. A stream in KEYS[9], written in the same step as what it tells of; the origin takes it to MySQL and
  empties it. Bounded, should nobody take it: then the oldest lines go, and the record says what it lacks.

  Places stand in it under a hash of their id: each visitor can find its own line, and nobody another's place.
]]
local LOG_LINES = 200000

local function writeLog(kind, text)
  redis.call('XADD', LOG, 'MAXLEN', '~', LOG_LINES, '*', kind, text)
end

local function visitorOf(place)
  return string.sub(redis.sha1hex(place), 1, 16)
end

-- At or below the last number that a draw gave; what came by order of arrival after it is nobody's luck.
local function isOfDraw(state, lane, number)
  return lane == 'main' and number ~= nil and state.numberingEnd ~= nil
    and number <= state.numberingEnd
end

-- `calls`: `visitor,number` each.
local function logCalls(state, calls)
  if #calls > 0 then
    writeLog('called', state.epoch .. ' ' .. table.concat(calls, ' '))
  end
end
