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
  while main + priority < calls and main < inMain and priority < inPriority do
    state.laneTurn = state.laneTurn + state.priorityShare
    if state.laneTurn >= 100 then
      priority = priority + 1
      state.laneTurn = state.laneTurn - 100
    else
      main = main + 1
    end
  end
  -- What is left is of one lane alone.
  local left = calls - main - priority
  if main < inMain then
    return math.min(inMain, main + left), priority
  end
  return main, math.min(inPriority, priority + left)
end

-- Those of a draw are told to its record, with their numbers.
local function logDrawn(state, lane, places)
  local drawn = {}
  local _, lowest = readScore(tonumber(redis.call('ZSCORE', WAITING, places[1])))
  if isOfDraw(state, lane, lowest) then
    for index, score in ipairs(redis.call('ZMSCORE', WAITING, unpack(places))) do
      local _, number = readScore(tonumber(score))
      if isOfDraw(state, lane, number) then
        drawn[#drawn + 1] = visitorOf(places[index]) .. ',' .. string.format('%.0f', number)
      end
    end
  end
  logCalls(state, drawn)
end

-- Takes the lowest numbers of a lane out of the line. Returns their places, and the highest number of them.
local function takeLowest(lane, state, count)
  local from, to, first = '-inf', mainLimit(state), 0
  if lane == 'priority' then
    from, to = '(' .. string.format('%.0f', PRIORITY_BASE), '+inf'
    first = redis.call('ZCARD', WAITING) - callableIn('priority', state)
  end
  local places = redis.call('ZRANGEBYSCORE', WAITING, from, to, 'LIMIT', 0, count)
  if #places == 0 then
    return places
  end
  logDrawn(state, lane, places)
  local _, highest = readScore(tonumber(redis.call('ZSCORE', WAITING, places[#places])))
  -- They stand in one piece: it goes as a whole, at a fraction of what naming each of them costs.
  redis.call('ZREMRANGEBYRANK', WAITING, first, first + #places - 1)
  return places, highest
end

local function putOnCall(state, places)
  local calls = {}
  -- A text, since a thousand numbers would be written out a thousand times.
  local deadline = string.format('%.0f', now + state.claimMs)
  for index, place in ipairs(places) do
    calls[2 * index - 1], calls[2 * index] = deadline, place
  end
  redis.call('ZADD', CALLED, unpack(calls))
end

-- Calls the next of both lanes. Returns how many were.
local function callNext(state, calls)
  local main, priority = dealOut(state, calls)
  local watermarks = { main = 'calledUpTo', priority = 'priorityCalledUpTo' }
  for lane, count in pairs({ main = main, priority = priority }) do
    local places, highest = takeLowest(lane, state, count)
    if highest then
      putOnCall(state, places)
      local field = watermarks[lane]
      state[field] = math.max(state[field], highest)
      redis.call('HSET', STATE, field, state[field])
    end
  end
  addToCohort(now, main + priority, 0)
  redis.call('HSET', STATE, 'laneTurn', state.laneTurn)
  return main + priority
end
