domain maplehollow.example staff
handle snapchat:coachwes
handle t.okafor@maplehollow.example:
handle teecher: snapchat:coachwes
handle student: discord:kyra.n, kyra
handle staff: discord:kyra.n
