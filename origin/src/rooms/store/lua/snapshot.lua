--[[
  What the edge and the operator see of a room, with the settings in force. Changes nothing.

  Returns {'closed'} or {'ok', JSON of the fields below, JSON of the settings, JSON of the event or '',
  JSON of the closed draws}
]]
local state = loadState()
if not state then
  return { 'closed' }
end
local totals = {}
for _, total in ipairs({
  'entered', 'noShow', 'returned', 'left', 'completed', 'revoked', 'etaEarly', 'etaWithin', 'etaLate',
}) do
  totals[total] = tonumber(redis.call('HGET', STATE, total)) or 0
end
local WINDOWS, WINDOW_MS = 6, 10000
-- Mean and variance of the entries a second over the windows of the last minute.
local function entriesFlow()
  local sum, squares = 0, 0
  for window = 1, WINDOWS do
    local from, to = now - window * WINDOW_MS, now - (window - 1) * WINDOW_MS
    local perSecond = redis.call('ZCOUNT', ENTRIES, '(' .. from, to) * 1000 / WINDOW_MS
    sum, squares = sum + perSecond, squares + perSecond * perSecond
  end
  local mean = sum / WINDOWS
  return mean, math.max(0, squares / WINDOWS - mean * mean)
end
local entriesPerSecond, variance = entriesFlow()

local function openDrawView()
  if state.openDraw == 0 then
    return nil
  end
  local commitment = redis.call('HGET', STATE, 'openCommitment')
  return {
    id = state.openDraw,
    commitment = commitment ~= '' and commitment or cjson.null,
    tickets = state.openTickets,
  }
end

-- An empty table would be written as an object, not as a list.
local waves = revokedWaves('revokedNumbers')
return {
  'ok',
  cjson.encode({
    takenAt = now,
    epoch = state.epoch,
    issued = state.issued,
    calledUpTo = state.calledUpTo,
    waiting = redis.call('ZCARD', WAITING) + redis.call('ZCARD', TICKETS),
    priority = {
      issued = state.priorityIssued,
      calledUpTo = state.priorityCalledUpTo,
      waiting = callableIn('priority', state),
    },
    flow = {
      entriesPerSecond = entriesPerSecond,
      variance = variance,
      showUp = state.showUp,
      claimDelayMs = state.claimDelay,
    },
    limits = {
      activeUsers = state.capacity,
      usersPerMinute = state.rate,
      reason = redis.call('HGET', STATE, 'limitReason') or cjson.null,
    },
    soldOut = state.soldOut == 1,
    openDraw = openDrawView(),
    numbering = state.numbering,
    numberedUpTo = state.numberedUpTo,
    called = redis.call('ZCOUNT', CALLED, '(' .. now, '+inf'),
    active = redis.call('ZCOUNT', ACTIVE, '(' .. now, '+inf'),
    entriesLastMinute = redis.call('ZCOUNT', ENTRIES, '(' .. (now - MINUTE_MS), '+inf'),
    totals = totals,
    revokedNumbers = #waves > 0 and waves or nil,
    settingsVersion = state.settingsVersion,
  }),
  redis.call('HGET', STATE, 'settings'),
  redis.call('HGET', STATE, 'event') or '',
  redis.call('HGET', STATE, 'draws') or '[]',
}
