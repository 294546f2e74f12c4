--[[
  The two lanes of the line. Each has numbers of its own from 1; in `waiting` those of the priority
  lane stand above a base that no number of the main lane reaches. Presale codes open that lane.

  While visitors wait in both, calls are dealt out by a running remainder (Bresenham's line): of any k
  calls in a row the priority lane gets k·share/100, rounded down or up. So neither starves: with a share of
  90 every tenth call is the main lane's.
]]
local PRIORITY_BASE = 100000000000000

local function scoreOf(lane, number)
  return lane == 'priority' and PRIORITY_BASE + number or number
end

-- Lane and number of a score in `waiting`.
local function readScore(score)
  if score > PRIORITY_BASE then
    return 'priority', score - PRIORITY_BASE
  end
  return 'main', score
end

-- Up to which number the main lane stands in order: tickets that are drawn but not numbered yet come before
-- whoever arrived after the draw.
local function mainLimit(state)
  return state.numbering > 0 and state.numberedUpTo or PRIORITY_BASE
end

local function callableIn(lane, state)
  if lane == 'priority' then
    return redis.call('ZCOUNT', WAITING, '(' .. string.format('%.0f', PRIORITY_BASE), '+inf')
  end
  return redis.call('ZCOUNT', WAITING, '-inf', mainLimit(state))
end

-- How many of `calls` each lane gets.
local function dealOut(state, calls)
  local inMain, inPriority = callableIn('main', state), callableIn('priority', state)
  local main, priority = 0, 0
  while main + priority < calls and main + priority < inMain + inPriority do
    local both = main < inMain and priority < inPriority
    if both then
      state.laneTurn = state.laneTurn + state.priorityShare
    end
    if (both and state.laneTurn >= 100) or main == inMain then
      priority = priority + 1
      state.laneTurn = both and state.laneTurn - 100 or state.laneTurn
    else
      main = main + 1
    end
  end
  return main, priority
end

-- Takes the lowest numbers of a lane out of the line. Returns `place, score, place, score, …`.
local function takeLowest(lane, state, count)
  if count == 0 then
    return {}
  end
  local from, to = '-inf', mainLimit(state)
  if lane == 'priority' then
    from, to = '(' .. string.format('%.0f', PRIORITY_BASE), '+inf'
  end
  local taken = redis.call('ZRANGEBYSCORE', WAITING, from, to, 'WITHSCORES', 'LIMIT', 0, count)
  local places = {}
  for index = 1, #taken, 2 do
    places[#places + 1] = taken[index]
  end
  if #places > 0 then
    redis.call('ZREM', WAITING, unpack(places))
  end
  return taken
end

local function putOnCall(state, taken)
  local calls = {}
  for index = 1, #taken, 2 do
    calls[index], calls[index + 1] = now + state.claimMs, taken[index]
  end
  if #calls > 0 then
    redis.call('ZADD', CALLED, unpack(calls))
  end
end

-- Calls the next of both lanes. Returns how many were.
local function callNext(state, calls)
  local main, priority = dealOut(state, calls)
  local watermarks = { main = 'calledUpTo', priority = 'priorityCalledUpTo' }
  for lane, count in pairs({ main = main, priority = priority }) do
    local taken = takeLowest(lane, state, count)
    putOnCall(state, taken)
    local drawn = {}
    for index = 1, #taken, 2 do
      local _, number = readScore(tonumber(taken[index + 1]))
      if isOfDraw(state, lane, number) then
        drawn[#drawn + 1] = visitorOf(taken[index]) .. ',' .. string.format('%.0f', number)
      end
    end
    logCalls(state, drawn)
    if #taken > 0 then
      local _, number = readScore(tonumber(taken[#taken]))
      local field = watermarks[lane]
      state[field] = math.max(state[field], number)
      redis.call('HSET', STATE, field, state[field])
    end
  end
  addToCohort(now, main + priority, 0)
  redis.call('HSET', STATE, 'laneTurn', state.laneTurn)
  return main + priority
end
