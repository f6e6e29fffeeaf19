-- Take the lock of an item, for one fence.
--
-- KEYS[1]  lease:<item>, a hash of owner and fence
-- ARGV     owner, fence, time to live in ms
--
-- Returns 1 when the lock is this owner's now. An older fence is overruled: the
-- store has revoked it. An equal fence of another owner, or a newer one, is not.
local fence = tonumber(redis.call('HGET', KEYS[1], 'fence'))
if fence then
  local owner = redis.call('HGET', KEYS[1], 'owner')
  if fence > tonumber(ARGV[2]) then return 0 end
  if fence == tonumber(ARGV[2]) and owner ~= ARGV[1] then return 0 end
end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'fence', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
